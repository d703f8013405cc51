"""The way from a juror's own page to the sheet of the pitch day."""

from kogge.plan.juries.seats import Seat

from .sheet import links_of


def juror_page_asked(seat: Seat, links: list[tuple[str, str]], **_more: object) -> None:
    """The pitch days on which this juror judges."""
    links.extend(links_of(seat))
