"""What people keep in their days tells the timetable what they wish to see, without their names."""

import pytest

from kogge.plan.events import actions as events
from kogge.plan.timetable.tests.conftest import anna, fair, house, north  # noqa: F401
from kogge.plan.timetable.wishes import wishes
from kogge.take_part.my_day.models import Favourite, Plan


@pytest.mark.django_db
def test_the_favourites_of_each_day_are_one_list_of_wishes(fair, anna):  # noqa: F811
    robots, bees = (
        events.add_session(fair, by=anna, values={"title_de": title}) for title in ("Robots", "Bees")
    )
    for kept in ([robots, bees], [bees], []):
        plan = Plan.objects.create(event=fair, email="vera@visitor.example")
        Favourite.objects.bulk_create(Favourite(plan=plan, session=one, seen={}, told={}) for one in kept)
    assert sorted(wishes(fair)) == sorted([[robots.pk, bees.pk], [bees.pk]])
