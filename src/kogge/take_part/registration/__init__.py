"""Seats for people: who may register for what, who has a seat, who waits, who cancelled.

Reads released events and sessions; decides who gets a seat. Everything a person can do stands behind one
link; no account. Capacity is a counter row that the last statement before COMMIT raises (decision D1).
"""
