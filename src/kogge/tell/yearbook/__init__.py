"""Figures with source, outlooks, and the year in review that writes itself from the records.

Reads the published programme and the network; decides how a figure is shown and when two contradict.
"""
