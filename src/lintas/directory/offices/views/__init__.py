"""Pages about places: where they are, how it is there, and which one serves somebody."""
