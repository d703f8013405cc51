"""Places sessions without Django: plain data in, plain data out.

Heavy libraries are imported by the modules that compute, which are run in a process of their own.
"""
