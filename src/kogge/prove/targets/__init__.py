"""What was planned beside what was done, per operation, centre and phase; estimates with method, author, date and range.

Reads the numbers of indicators.
"""
