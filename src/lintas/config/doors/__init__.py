"""
The doors of the one port: what is refused first when more come than can be served, and the line outside.

Decided before Django is asked, since a refusal must cost next to nothing. Knows addresses and counts; no case, no person.
"""
