"""
Owns the key store and the sealed files. Decides who can decrypt: a key per person, bound to place and version.

Root key (a file outside both databases) -> the person's key (wrapped, in the key store) -> a key per
column -> the sealed value, which opens only in the row, the column and for the person it was made for.
Destroying the person's key erases everything sealed under it. It tells nobody: others tell for it.
"""
