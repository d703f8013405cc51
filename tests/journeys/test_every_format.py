"""Each of the thirty formats from plan to tell, by forms alone.

An editor chooses the format, fills in title, day and place, takes over its programme points, ticks its checklist,
publishes, marks it as held and reports. A visitor sees the page with the programme; the year in review lists it.
"""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation
from django.utils.html import escape

from kogge.network.accounts.models import Membership, Role, User
from kogge.network.directory.models import Audience, Organization, Place
from kogge.plan.events import formats
from kogge.plan.events.formats import Stage
from kogge.plan.events.models import Event
from kogge.publish.programme.models import PublicEvent, PublicSession
from kogge.tell.yearbook.models import YearReview

DAY = "2031-03-04"


@pytest.fixture
def centre(db):
    return Organization.objects.create(
        slug="harbour", name="Harbour Centre", kind="digital_innovation_centre", is_public=True
    )


@pytest.fixture
def place(db):
    return Place.objects.create(slug="mill", name="Old Mill", kind="venue", latitude=54.0, longitude=12.0)


@pytest.fixture
def editor(centre):
    user = User.objects.create_user("emil@harbour.example", name="Emil Editor")
    Membership.objects.create(user=user, organization_slug=centre.slug, role=Role.EDITOR)
    for slug in sorted({slug for one in formats.all_formats() for slug in one.audiences}):
        Audience.objects.create(slug=slug, name_de=f"de {slug}", name_en=f"en {slug}")
    client = Client()
    client.force_login(user)
    return client


def filled_in(form, format_, place):
    """What a beginner types: title, day and place; everything else stays as the form proposes it."""
    shown = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in shown.items() if value not in (None, "", False, [])}
    last = format_.days - 1
    data |= {"title_de": f"Probe {format_.key}", "starts_on": DAY}
    data["starts_time"] = format_.starts.strftime("%H:%M")
    if last:
        data["ends_on"] = str(timezone.datetime.fromisoformat(DAY).date() + timedelta(days=last))
        data["ends_time"] = "22:30"
    if "place" in form.fields and format_.mode != "online":
        data["place"] = place.pk
    if hasattr(data["lead"], "pk"):
        data["lead"] = data["lead"].pk
    return data


@pytest.mark.slow
@pytest.mark.parametrize("format_", formats.all_formats(), ids=lambda one: one.key)
def test_a_format_is_walked_from_plan_to_tell(editor, centre, place, format_):
    address = f"/en/desk/events/new/{format_.key}/"
    form = editor.get(address).context["form"]
    made = editor.post(address, filled_in(form, format_, place))
    assert made.status_code == 302, made.context["form"].errors
    event = Event.objects.get()
    assert event.format == format_
    assert event.capacity == (format_.seats if "capacity" in format_.fields else None)
    assert sorted(event.audiences.values_list("slug", flat=True)) == sorted(format_.audiences)
    desk = f"/en/desk/events/{event.slug}/"

    editor.post(desk + "sessions/")
    planned = list(event.sessions.all())
    assert sorted(one.title_de for one in planned) == sorted(point.title_de for point in format_.sessions)
    timed = [one for one in planned if one.starts_at]
    assert len(timed) == len(planned), "each programme point of the format fits into its days"
    editor.post(desk + "checklist/", {"done": [task.key for task in format_.checklist]})

    assert PublicEvent.objects.count() == 0
    assert Client().get(f"/events/{event.slug}/").status_code == 404
    released = editor.post(desk + "release/", {"note": ""})
    assert released.status_code == 302, released.content.decode()[:2000]
    assert PublicSession.objects.count() == len(format_.sessions)

    page = Client().get(f"/en/events/{event.slug}/").content.decode()
    assert event.title_de in page
    with translation.override("en"):
        assert escape(format_.label) in page
    if format_.uses(Stage.SESSIONS) and format_.sessions:
        programme = Client().get(f"/en/events/{event.slug}/programme/")
        assert programme.status_code == 200

    with time_machine.travel("2032-01-10"):
        editor.force_login(User.objects.get())
        editor.post(desk + "state/held/", {"state": "held"})
        answers = {one.key: "7" for one in format_.report}
        editor.post(desk + "report/", answers)
        event.refresh_from_db()
        assert event.state == "reported"
        assert set(event.report) == {one.key for one in format_.report}
        assert event.checklist_done == sorted(task.key for task in format_.checklist)
        assert editor.get(desk).status_code == 200
        editor.post(desk + "release/", {"note": ""})
        YearReview.objects.create(year=2031, released_at=timezone.now())
        told = Client().get("/en/years/2031/").content.decode()
        assert event.title_de in told
        assert f"/events/{event.slug}/" in told
