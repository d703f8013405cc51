"""Commands of `./kogge`."""
