"""
Owns Draw, Entry, Household, Witness, Credit and the published papers.

Decides, where more people want places than there are, who gets one: by a lot that nobody can foresee or
steer and that anybody can compute again. Tells when a draw is announced, opens, closes, is decided or void,
and to each entry whether it won a place; giving that place to an application is for a higher room.
"""
