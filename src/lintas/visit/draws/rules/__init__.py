"""How a draw is decided: values in, answer out. What is computed here, `verify_draw.py` computes again by itself."""
