"""Calls and what people answer: forms, drafts, co-applicants, late links, eligibility that explains itself.

Reads events and speakers; knows nothing of who decides.
"""
