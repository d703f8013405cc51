"""Whom the funder's questions are put to, once, and their answers in a store of their own.

Reads hours; the team sees complete or incomplete, never answers.
"""
