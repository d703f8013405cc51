"""Events, series, sessions, contributions and the bookings of rooms and people.

Reads the network; decides the life cycle of an event and refuses double bookings.
"""
