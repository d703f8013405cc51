"""How texts of profiles are written on pages."""
