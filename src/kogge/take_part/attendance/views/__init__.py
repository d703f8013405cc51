"""The pages of the door's desk: its set-up, what happens there, and what came of it."""
