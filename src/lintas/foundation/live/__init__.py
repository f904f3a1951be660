"""
Owns Signal. Tells open pages that something they show has changed, by stream or by polling.

A signal names a topic and nothing else; what changed is asked for by the page, which may see it.
"""
