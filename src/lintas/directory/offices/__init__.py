"""Owns Office, ServicePoint, Counter, OpeningHours, Closure, the roster of the counters, Facility, Holiday and Region.
Decides whether a point is open, which point serves a person, and what a working day is."""
