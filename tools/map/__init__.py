"""Computes a region's map from places with coordinates: outline and district cells, once, for the repository."""
