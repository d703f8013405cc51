"""Records that may be one human: suggested by the program, compared, merged and parted by people, with their hours."""
