"""Network talks, consultations, coaching notes and the work of volunteers, counted by one definition.

Reads operations and people; decides what counts as a conversation. Works without a network: a phone keeps entries
under a number of its own until the server has stored each of them once.
"""
