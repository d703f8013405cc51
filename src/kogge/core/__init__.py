"""Ground without domain words: history, outbox, links, refusals, page frame, components.

Reads nothing of the other packages and decides nothing about events or people.
"""
