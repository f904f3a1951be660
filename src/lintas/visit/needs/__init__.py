"""
Owns Statement, FacilityHour and Outcome.

Decides which facility of a point is kept for whom in which session, and never keeps one twice. What somebody needs,
what is kept for them and whether it was met is sealed; in the open stand counts per facility and session, and per
point how often a need was met. Tells that a need was stated, arranged or answered, never which.
"""
