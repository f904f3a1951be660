"""The voice of the hall: what is said, from which clips, and how the clips are made or replaced by recorded ones."""
