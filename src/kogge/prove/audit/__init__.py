"""Was anything changed behind the program's back? Walks the chain of the history and every row that proves something.

Writes seals of what the door stored, anchors of the history and what each verification found.
"""
