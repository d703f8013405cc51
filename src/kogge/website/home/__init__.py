"""The first page: what the network is, what happens, who is in it, and the ways in."""
