"""The scene of questionnaires, met through pages."""

from kogge.prove.questionnaires.tests.conftest import emil, folders, olga, scene

__all__ = ["emil", "folders", "olga", "scene"]
