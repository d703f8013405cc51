"""Two files side by side on the juror's phone, and the vote of the audience."""
