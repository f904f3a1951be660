"""A rush for places: a form read by its permit and its proof of work, served by the lane or by the page."""
