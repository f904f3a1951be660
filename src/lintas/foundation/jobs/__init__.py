"""
Owns PeriodicJob. Decides which periodic work is due, and that one worker at a time does it.

Also runs the worker of the house: deliveries of the outbox and periodic work, side by side.
"""
