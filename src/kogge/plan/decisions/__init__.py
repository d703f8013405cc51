"""What was decided: exactly N winners and ranked reserves, reasons, votes, minutes, and reopening by two people.

Reads juries; tells nobody: letters follow in outcomes.
"""
