"""
The program on a kiosk: gives numbers by itself, keeps a log, and tells the house when it can.

It runs on the box beside the browser that shows its page, with Python's standard library, `cryptography`,
`jinja2` and `segno` alone, and never imports Lintas: they meet over HTTP. Decision 0018.
"""
