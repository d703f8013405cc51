"""The demo: a region as a folder of data, its year 2024, and fictional people."""
