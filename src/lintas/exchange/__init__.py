"""Doors to other systems: messages, money, partner agencies."""
