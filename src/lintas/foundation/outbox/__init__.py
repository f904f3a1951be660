"""
Owns Event, Delivery and the numbering of each subject's events.

Decides at-least-once delivery to the handlers of other apps: in order per subject, with backoff,
and with dead letters that people can see and revive.
"""
