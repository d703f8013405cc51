"""How long things are kept and how they go: retention, erasure in two steps, backup and restore.

Reads what every app keeps; erases by their actions.
"""
