"""
Owns Schedule, Slot with its sum, Appointment and its steps, Replacement, freed and kept places, the waiting list and reminders.

Decides who gets a place at which point, hour and class, and never gives one too many: the number of
places taken is a row that the database itself keeps between zero and the capacity. A place that is let
go rests, is offered to those who wait by a published rule, and opens to everybody at a moment that
nobody could know. Tells that a place was held, booked, moved, freed, lapsed or missed, and that a person
arrived or was served.
"""
