"""One request each: list and forms of events, their parts, sessions, series and the planning calendar."""
