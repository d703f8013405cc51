"""The scene of the audit: a funded evening with people who came."""

from kogge.prove.audit.tests.conftest import Proof, dora, emil, english, midday, proof, scene

__all__ = ["Proof", "dora", "emil", "english", "midday", "proof", "scene"]
