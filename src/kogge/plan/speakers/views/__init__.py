"""The speaker's own pages behind one link, and the desk's."""
