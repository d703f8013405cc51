"""Loads a file of facts about one year into the records of every stage.

The file says what its documents say and nothing else: every entry carries the document and the lines it comes
from, what the documents leave open is `not_stated`, what needs a step of reading is `derived`. Loading twice
changes nothing the second time.
"""

from .loading import load
from .reading import FactsError, read
from .store import Summary

__all__ = ["FactsError", "Summary", "load", "read"]
