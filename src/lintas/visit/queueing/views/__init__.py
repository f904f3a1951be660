"""The hall's pages: the board, the visitor's number, and the counter's console."""
