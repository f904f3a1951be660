"""The only room that knows all others: settings, addresses, wiring, command line."""
