"""The website keeps nothing of its own but feedback."""

from .legal.models import Feedback

__all__ = ["Feedback"]
