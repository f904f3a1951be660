"""
Owns Lane, LaneDay, StationDay, Ticket, Call and CounterSession.

Decides which number a visitor gets and who is called next, by a published rule whose every choice has
its reason in one sentence. Tells that a ticket was issued, called, is being served, moved on, was missed
or is done, and shows it on the hall board, the phone and the counter's console.
"""
