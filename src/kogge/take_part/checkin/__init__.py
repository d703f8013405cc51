"""The door: devices, scans, head counts, and the attendance that comes out of them.

Every scan is a fact that is kept; what it means is a pure fold over the set of facts (rules R1 to R6).
"""
