"""Verbs of registration."""
