"""The screens of the hall: their shapes, what they say when nobody is called, and the notices at their foot."""
