"""A civil registry that compares by element, for tests and demonstrations."""
