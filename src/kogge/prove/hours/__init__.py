"""Hours per person and operation, derived from verified attendance, and who a ticket's holder was.

Reads attendance and merges; decides what counts for which operation.
"""
