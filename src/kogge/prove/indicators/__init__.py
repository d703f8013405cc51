"""The funder's numbers: indicators by formula, targets, estimates, frozen reports and their corrections.

Reads hours, questionnaires and conversations.
"""
