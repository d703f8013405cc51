"""Releases: numbered, immutable snapshots of what the public sees, and the pages made from them.

Reads events and the network; decides that nothing is public that was not released.
"""
