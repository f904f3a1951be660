"""
Owns Person, ContactPoint and its codes, Account, Officer, Assignment, AccessRecord and Doubt.

Decides who may do what, where and for which purpose; it is the one door to personal data and writes
down every look before it opens anything. Tells IdentityRecorded, ContactCodeAsked, ContactProven,
AccessDoubted and what changes about officers.
"""
