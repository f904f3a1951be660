"""Owns Bill, BillingCode, MoneyEvent, MoneyStep and Notice. Decides in which state each rupiah is: exactly one of
those named in `states`, whatever the order in which bills, codes, payments and expiries arrive. Officers take no
cash: money goes to the state's billing system, SIMPONI, and this app hears of it. Tells BillRaised, CodeIssued,
BillPaid, CodeExpired, BillWithdrawn, MoneyNeedsAttention and MoneyReferred."""
