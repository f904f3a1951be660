"""Owns Entry, Node and Checkpoint. An append-only log whose every change can be noticed."""
