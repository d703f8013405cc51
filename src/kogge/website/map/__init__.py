"""The map of the region with centres and events, and the list beside it that says the same.

Reads the directory and released events; decides nothing.
"""
