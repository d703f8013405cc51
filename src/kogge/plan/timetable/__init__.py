"""The grid: what stands where and when, what must hold, warnings, several editors, and the pure solver beside it.

Reads sessions and speakers' availability; knows nothing of the public.
"""
