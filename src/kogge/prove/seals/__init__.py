"""What is kept under a key of its own, and what shows that a row was changed behind the program's back.

Knows nothing of what is sealed; the other apps of this stage call it.
"""
