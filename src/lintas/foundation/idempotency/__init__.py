"""
Owns Reply. Decides that an act sent twice happens once and gets the same answer.

The browser's key for an act is made with the form. The table holds neither the key nor the person:
its rows are found, and the kept replies opened, only by who shows the key again.
"""
