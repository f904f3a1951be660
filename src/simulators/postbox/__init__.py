"""
Where the demonstration's messages arrive: an SMS gateway, a mail server, and a page that shows both.

Nothing leaves this process. It forgets the oldest messages when it holds too many.
"""
