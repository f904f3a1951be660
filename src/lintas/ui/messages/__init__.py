"""The catalogues: Indonesian sentences stand in the sources, their English ones in each room's ``locale``."""
