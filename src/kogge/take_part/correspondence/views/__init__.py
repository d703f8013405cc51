"""What staff see of letters, and where people end them."""
