"""
Pure decisions of the catalogue: what a policy asks, needs and charges; how data become a policy.

No database, clock or settings.
"""
