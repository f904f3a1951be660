"""The garbage collector of a server that has loaded everything."""

import gc

YOUNG = 20_000
"""
How many more objects made than freed before the young ones are searched for circles. Python's own 700 suits a script:
with sixty-four requests under way it is reached many times in each, and a sixth of the processor time went to it.
"""


def settle() -> None:
    """Call when everything is loaded: what is there now stays, and is not searched again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
