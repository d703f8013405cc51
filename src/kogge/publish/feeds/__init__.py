"""The published programme for machines: iCalendar, Atom, JSON, JSON-LD, frab, embeds.

Reads the programme only.
"""
