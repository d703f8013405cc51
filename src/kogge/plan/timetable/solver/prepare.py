"""Run by `./kogge prepare-solver`: fills the cache of compiled code."""

import sys

from .command import prepare

if __name__ == "__main__":
    sys.exit(prepare())
