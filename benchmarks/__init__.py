"""
How fast the house answers and how light its pages are, measured beside what the machine itself can do.

Nothing here is part of Lintas: it makes a throw-away house, drives it from outside, and removes it.
"""
