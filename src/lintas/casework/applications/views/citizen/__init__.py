"""The applicant's pages, from the first question to the book in the hand."""
