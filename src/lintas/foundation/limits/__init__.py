"""Owns Bucket. Decides when one caller has asked often enough for now."""
