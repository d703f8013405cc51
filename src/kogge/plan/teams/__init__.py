"""Teams that work on a published challenge: founded without an account, limited in size, with a result each.

Reads challenges and their sizes; decides who has a seat in which team, and which results the host may publish.
"""
