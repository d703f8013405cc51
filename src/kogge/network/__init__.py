"""WHO: the people, organisations, places and funded operations everything else refers to."""
