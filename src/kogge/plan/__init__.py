"""PLAN: what is going to happen."""
