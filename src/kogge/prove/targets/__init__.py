"""What was planned beside what was done, by operation, centre and phase; estimates with method and range.

Reads the numbers of indicators.
"""
