"""Owns the home page, which draws on several wings at once. Keeps nothing of its own."""
