"""The same cast and workshop as the terms' tests."""

from kogge.take_part.admissions.tests.conftest import admission, desk, emil, english, harbour, workshop

__all__ = ["admission", "desk", "emil", "english", "harbour", "workshop"]
