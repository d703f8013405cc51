"""The cast of the timetable, here in front of its pages."""

from kogge.plan.timetable.tests.conftest import *  # noqa: F403
