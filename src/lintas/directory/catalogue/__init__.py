"""
Owns Service, Policy, TariffVersion, Parameter, RefusalGround, LegalSource and Approval.

Decides what is required, asked, charged and promised on a day, and says what the office has yet to
confirm. A policy is an immutable version: a case keeps the one it began under. The checklist page,
the form and the officer's check are readings of the same policy. Tells PolicyPublished and
PolicyTookEffect.
"""
