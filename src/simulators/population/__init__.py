"""
People who apply and officers who serve, as browsers would: everything over HTTP, nothing behind the counter.

The same seed makes the same people with the same choices. Nobody here exists: the numbers begin with a province
that does not exist, and the papers say so across their face.
"""
