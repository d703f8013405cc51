"""Who registered: found, decided, written down, taken along; who waits and why; what is kept until when.

`admissions` says what is asked and offered; this app reads it and works on the registrations themselves.
"""
