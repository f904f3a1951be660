"""
The state's billing system as Lintas meets it: makes billing codes, takes money, tells who paid.

It keeps the books, signs its notices and repeats them until they are acknowledged. Of the real system it copies
what an office can see: codes of 15 digits that run out, and a receipt number (NTPN) for every payment.
"""
