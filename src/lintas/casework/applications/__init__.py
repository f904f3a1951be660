"""Owns Application, Item, Step, Interview, Decision, Booklet and Collection. Decides what may
happen next, by whom, and what the person is told."""
