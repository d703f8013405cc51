"""A visitor's day at a convention: favourites, booked seats, a personal feed, the programme without a network.

Reads the released programme and registrations; decides what collides.
"""
