"""Empty values stand at the same end on SQLite and PostgreSQL."""

import pytest

from kogge.core.ordering import empty_lowest
from kogge.plan.events.models import Event


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "titles"),
    [("starts_on", ["undated", "May", "June"]), ("-starts_on", ["June", "May", "undated"])],
)
def test_an_empty_date_is_lower_than_every_other(name, titles):
    for title, day, precision in (
        ("May", "2024-05-02", "day"), ("undated", None, "not_stated"), ("June", "2024-06-03", "day")
    ):  # fmt: skip
        Event.objects.create(slug=title.lower(), title_de=title, starts_on=day, precision=precision)
    events = Event.objects.order_by(*empty_lowest(name))
    assert [event.title_de for event in events] == titles
    assert [event.title_de for event in events.reverse()] == titles[::-1]
