"""Requests for an event at somebody's place: routed to the centre by postcode, accepted as a draft or declined.

Reads submissions and areas; creates events.
"""
