"""Imprint, privacy notice, accessibility statement and feedback: what the law asks of the operator.

Reads the region's `legal.yaml` and the data map; decides nothing about the network.
"""
