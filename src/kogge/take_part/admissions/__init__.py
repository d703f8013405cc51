"""The organiser's desk: terms, questions, seats, lists, invitations, codes, and where personal data still lies."""
