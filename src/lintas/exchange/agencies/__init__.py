"""
Owns Enquiry. Asks the civil registry and the core passport system with a purpose, keeps the answer's
code (sealed), reference and time (never the data that came with it), and tells EnquiryAnswered. An answer
that does not come in time is "unavailable", and that is never a clear one.
"""
