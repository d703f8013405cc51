"""Places sessions without Django: plain data in, plain data out.

Heavy libraries are imported by the modules that compute, which are run in a process of their own.
"""

import os
import sys
from pathlib import Path

COMPILED = Path(sys.prefix) / "compiled"
"""Where the compiled search is kept: beside the packages it was compiled with."""

if os.access(sys.prefix, os.W_OK):
    os.environ.setdefault("NUMBA_CACHE_DIR", str(COMPILED))
