"""Being there: a place on a day, a ticket, a call."""
