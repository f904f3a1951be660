"""What the pages of cases show, worked out so that templates only lay it down."""
