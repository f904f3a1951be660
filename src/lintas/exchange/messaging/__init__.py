"""Owns Message. Decides which channel reaches a person (e-mail and SMS, one of each) and keeps trying until it does
or a partner says that it never will. Texts and addresses are kept sealed; on SMS nothing private is sent."""
