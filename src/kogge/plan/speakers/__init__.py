"""What speakers keep in one place: name as they spell it, biography, photo with rights, needs, availability, slides.

Reads the directory and events; knows nothing of calls.
"""
