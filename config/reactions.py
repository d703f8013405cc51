"""What follows at once when something earlier happens, named here and nowhere else."""
