"""
Owns Alarm and Drill.

An officer who needs help presses a key that shows nothing on the screen; the heads of the office see it at once.
Decides whether an alarm is a drill's. Tells nobody else: no event, so that no page that visitors read knows of it.
"""
