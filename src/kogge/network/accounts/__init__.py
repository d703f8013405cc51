"""Staff who sign in, their memberships and what each role may do.

Reads nothing of the other apps; decides who may act for which organisation at which date.
"""
