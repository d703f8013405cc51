"""Juries at the desk: rules, phases, jurors, conflicts, and files handed out with a proof. Keeps nothing of its own."""
