"""The scene of keeping: a funded evening, folders and keys of this test alone."""

from kogge.prove.keeping.tests.conftest import Proof, dora, emil, english, folders, midday, olga, proof, scene

__all__ = ["Proof", "dora", "emil", "english", "folders", "midday", "olga", "proof", "scene"]
