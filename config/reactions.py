"""What follows at once when something earlier happens, named here and nowhere else."""

from kogge.ask.search import reactions as search
from kogge.core.reactions import on

on("event released", search.event_released)
on("directory changed", search.directory_changed)
on("year changed", search.year_changed)
