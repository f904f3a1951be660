"""
Owns Page. Decides whether an uploaded file is what it says, small enough and harmless, and keeps only
pictures that the house made itself from its pixels, sealed under the person's key. The file as it came
is never stored and never served.
"""
