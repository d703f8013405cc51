"""Kogge: plan, publish, take part, prove, tell, ask."""
