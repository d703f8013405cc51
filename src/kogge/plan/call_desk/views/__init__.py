"""Pages for staff: setting up a call, and sorting what came in."""
