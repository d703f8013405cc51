"""What was decided: winners and reserves, reasons, minutes, letters, pitch day, and reopening by two people.

Reads juries; turns accepted submissions into sessions.
"""
