"""Tracks together: the sessions of a track on one day follow one another in one room. Counted, and searched for."""
