"""Passwords of a demonstration: drawn at random, 120 bits each, so nobody guesses them however quick a guess is."""

from django.contrib.auth.hashers import ScryptPasswordHasher


class DemonstrationHasher(ScryptPasswordHasher):
    """
    Scrypt with little work: sixty officers are made and sign in on the first start.

    In production people choose their passwords and each guess must be dear; a password made here is hashed
    anew with the full work at its first use there.
    """

    work_factor = 2**10
