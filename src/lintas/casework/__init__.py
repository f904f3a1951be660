"""The case itself: its papers, its steps, its decision."""
