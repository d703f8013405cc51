"""Filters of the list, and somebody entered by hand."""
