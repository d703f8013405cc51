"""What follows at once when something earlier happens, named here and nowhere else."""

from kogge.ask.search import reactions as search
from kogge.core.reactions import on
from kogge.publish.programme import reactions as programme

on("event released", search.event_released)
on("directory changed", programme.person_changed)
on("directory changed", search.directory_changed)
on("year changed", search.year_changed)
