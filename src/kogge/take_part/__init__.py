"""Take part: from the form to the door."""
