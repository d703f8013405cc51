"""How hours are written on pages."""
