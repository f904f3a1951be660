"""Lintas: the system on which an Indonesian immigration office serves the public."""
