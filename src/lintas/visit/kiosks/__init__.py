"""
Owns Kiosk, Block, Given and Fork.

Decides which numbers a kiosk may give by itself, and merges what it gave while nobody could be asked: each number
once, none lost, each at the place in the line that can be proven. Tells that a kiosk was enrolled, revoked or set
aside, and that a number was taken at one.
"""
