"""One analyser and one index over everything that is public.

Reads what is published; decides ranking, never visibility.
"""
