"""Turns an untrusted file into pictures of our own: decoded apart, without keys, network or files."""

from lintas.casework.documents.cleaning.sandbox import Picture, Unreadable, clean
from lintas.casework.documents.cleaning.turns import NoTurn, Turns

__all__ = ["NoTurn", "Picture", "Turns", "Unreadable", "clean"]
