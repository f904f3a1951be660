"""
The honest waiting time: a predicted interval for each person, from nothing but what has happened so far.

``forecast`` is the door: give a ``Forecaster`` the day's events in turn (``lines`` reads them) and ask. ``hall``
keeps the state, ``order``, ``durations``, ``habits`` and ``rest`` learn from it, ``desks``, ``crowd`` and ``play``
play the hall forward, and ``spread`` keeps the interval as wide as it must be. Pure: no database, clock or settings;
all moments are seconds after midnight at the office, all lengths seconds.
"""
