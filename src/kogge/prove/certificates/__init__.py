"""Certificates of attendance by rule: issued, shown, verified, replaced and revoked.

Reads hours and attendance; knows nothing of funders' numbers.
"""
