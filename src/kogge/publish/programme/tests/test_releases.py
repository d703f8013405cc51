"""What a release shows, what it leaves alone, and how it is undone."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kogge.core import freshness, history
from kogge.core.models import FormerAddress, HistoryEntry
from kogge.core.refusals import Refused
from kogge.network.directory.models import Topic
from kogge.network.grants.models import FunderProfile, Operation
from kogge.plan.events.models import Event, EventOrganizer, EventPerson, Session
from kogge.publish.programme import actions, queries, released_people
from kogge.publish.programme.models import PublicEvent, PublicFacet, PublicSession, Release

from . import cast

pytestmark = pytest.mark.django_db


def shown(event: Event) -> dict[str, Any]:
    return PublicEvent.objects.get(event=event).record


def test_a_release_shows_an_event_as_of_its_day() -> None:
    ada, cleo = cast.person("ada"), cast.person("cleo", released=False)
    event = cast.fair(place=cast.pier())
    for someone in (ada, cleo):
        EventPerson.objects.create(event=event, person=someone, role="patron")
    made = actions.release(event, by="test")
    record = shown(event)
    assert (made.number, event.state) == (1, "published")
    assert Event.objects.get(pk=event.pk).state == "published"
    assert record["organizers"] == [{"slug": "harbour", "name": "Old Harbour", "role": "lead"}]
    assert record["people"] == [{"slug": "ada", "name": "Ada", "title": "", "role": "patron"}]
    assert record["place"]["town"] == "Lake Town"
    assert (record["place"]["latitude"], record["place"]["longitude"]) == (54.0, 12.0)
    assert set(PublicFacet.objects.values_list("facet", "value")) == {
        ("organizer", "harbour"), ("person", "ada"), ("access", "step_free"),
    }  # fmt: skip
    assert history.of(event).first().verb == "released"


def test_personal_and_internal_fields_stay_inside() -> None:
    event = cast.fair(internal_notes="budget secret", checklist_done=["x"])
    cast.talk(event, "talk", 9, cast.person("ada"))
    made = actions.release(event, by="test")
    text = str(made.snapshot) + str(shown(event)) + str(list(PublicSession.objects.values()))
    assert "secret" not in text
    assert "@harbour.example" not in text


def test_an_invited_co_organiser_is_named_once_it_accepted() -> None:
    event = cast.fair()
    pal = cast.harbour().__class__.objects.create(slug="pal", name="Pal", kind="company")
    row = EventOrganizer.objects.create(event=event, organization=pal, role="co")
    actions.release(event, by="test")
    assert [one["name"] for one in shown(event)["organizers"]] == ["Old Harbour"]
    row.accepted_at = timezone.now()
    row.save()
    actions.release(event, by="test")
    assert shown(event)["organizers"][1] == {"slug": None, "name": "Pal", "role": "co"}


def test_a_funded_event_carries_statement_and_emblem() -> None:
    profile = FunderProfile.objects.create(
        key="fund", name="Fund", statement_de="Gefördert", statement_en="Funded", emblem="emblem.svg"
    )
    operation = Operation.objects.create(
        slug="op", title="Operation", profile=profile, starts_on="2024-01-01", ends_on="2025-01-01"
    )
    event = cast.fair(funding="operation", operation=operation)
    actions.release(event, by="test")
    funding = shown(event)["funding"]
    assert (funding["statement_de"], funding["statement_en"]) == ("Gefördert", "Funded")
    assert (funding["emblem"], funding["operation_slug"]) == ("emblem.svg", "op")


def test_an_unchanged_event_gets_no_new_release() -> None:
    event = cast.fair()
    cast.talk(event, "talk")
    first = actions.release(event, by="test")
    revision = freshness.current()
    assert actions.release(event, by="test") == first
    assert (Release.objects.count(), freshness.current()) == (1, revision)


def test_drafts_stay_hidden_until_the_next_release() -> None:
    event = cast.fair()
    session = cast.talk(event, "talk")
    actions.release(event, by="test")
    Event.objects.filter(pk=event.pk).update(title_de="Changed")
    Session.objects.filter(pk=session.pk).update(title_de="Also changed")
    assert (shown(event)["title_de"], PublicSession.objects.get().title_de) == ("Fair", "Talk")
    changes = queries.preview(event)
    assert [(one.kind, one.what, one.title_de) for one in changes] == [
        ("changed", "event", "Changed"), ("changed", "session", "Also changed"),
    ]  # fmt: skip
    assert (changes[0].fields[0].key, changes[0].fields[0].before["title_de"]) == ("title", "Fair")


def test_the_change_log_names_what_happened() -> None:
    event = cast.fair()
    moved, off, same = (cast.talk(event, slug) for slug in ("moved", "off", "same"))
    assert [one["kind"] for one in actions.release(event, by="test").changes] == ["new"] * 4
    moved.starts_at += timedelta(hours=1)
    moved.ends_at += timedelta(hours=1)
    moved.save()
    off.state = "cancelled"
    off.save()
    cast.talk(event, "late", 15)
    log = actions.release(event, by="test", note="Rain").changes
    assert [(one["kind"], one["slug"], one["fields"]) for one in log] == [
        ("cancelled", "off", ["state"]), ("moved", "moved", ["time"]), ("new", "late", []),
    ]  # fmt: skip
    assert log[1]["before"]["starts_at"] == "2024-05-29T09:00:00+00:00"
    assert log[1]["after"]["starts_at"] == "2024-05-29T10:00:00+00:00"
    assert PublicSession.objects.get(session=same).sequence == 0
    assert PublicSession.objects.get(session=off).state == "cancelled"


def test_sequence_rises_with_time_place_and_state_only() -> None:
    event = cast.fair(place=cast.pier())
    sequence = []
    for values in (
        {}, {"summary_de": "New words"}, {"place": cast.pier("mole")}, {"ends_on": None},
        {"state": "cancelled"},
    ):  # fmt: skip
        for name, value in values.items():
            setattr(event, name, value)
        event.save()
        actions.release(event, by="test")
        sequence.append(PublicEvent.objects.get().sequence)
    assert sequence == [0, 0, 1, 2, 3]


def test_one_session_is_released_alone() -> None:
    event = cast.fair()
    first, second = cast.talk(event, "first"), cast.talk(event, "second")
    with pytest.raises(Refused):
        actions.release_session(first, by="test")
    actions.release(event, by="test")
    Session.objects.update(title_de="New")
    Event.objects.update(title_de="Draft")
    made = actions.release_session(first, by="test")
    titles = dict(PublicSession.objects.values_list("slug", "title_de"))
    assert titles == {"first": "New", "second": "Second"}
    assert (shown(event)["title_de"], made.number, len(made.changes)) == ("Fair", 2, 1)
    assert list(made.snapshot["sessions"]) == [str(first.uid)]
    assert second.slug in titles


def test_children_are_not_released_with_their_parent() -> None:
    event = cast.fair()
    child = cast.fair("stand", parent=event)
    actions.release(child, by="test")
    assert shown(child)["parent"] is None
    grandchild = cast.fair("hidden", parent=event)
    actions.release(event, by="test")
    assert not PublicEvent.objects.filter(event=grandchild).exists()
    assert shown(child)["parent"] == {"slug": "fair", "title_de": "Fair", "title_en": ""}
    Event.objects.filter(pk=event.pk).update(slug="new-fair")
    actions.release(event, by="test")
    assert (shown(child)["parent"]["slug"], PublicEvent.objects.get(event=child).parent_slug) == (
        "new-fair",
    ) * 2
    actions.withdraw(event, by="test", reason="No")
    assert (shown(child)["parent"], PublicEvent.objects.get(event=child).parent_slug) == (None, "")


def test_a_new_address_leaves_a_redirect_and_chains_are_short() -> None:
    event = cast.fair("a")
    cast.talk(event, "talk")
    actions.release(event, by="test")
    for slug in ("b", "c"):
        Event.objects.filter(pk=event.pk).update(slug=slug)
        actions.release(event, by="test")
    moved = dict(FormerAddress.objects.filter(path__startswith="/events/a").values_list("path", "moved_to"))
    assert moved["/events/a/"] == "/events/c/"
    assert moved["/events/a/sessions/talk/"] == "/events/c/sessions/talk/"
    assert moved["/events/a.ics"] == "/events/c.ics"
    Event.objects.filter(pk=event.pk).update(slug="a")
    actions.release(event, by="test")
    assert not FormerAddress.objects.filter(path__startswith="/events/a").exists()
    assert FormerAddress.objects.get(path="/events/b/").moved_to == "/events/a/"


def test_two_sessions_may_swap_addresses() -> None:
    event = cast.fair()
    one, two = cast.talk(event, "one"), cast.talk(event, "two")
    actions.release(event, by="test")
    for session, slug in ((one, "none"), (two, "one"), (one, "two")):
        Session.objects.filter(pk=session.pk).update(slug=slug)
    actions.release(event, by="test")
    assert PublicSession.objects.get(slug="two").session == one
    assert not FormerAddress.objects.exists()


def test_an_address_in_public_use_is_refused() -> None:
    event, other = cast.fair("a"), cast.fair("b")
    actions.release(event, by="test")
    Event.objects.filter(pk=event.pk).update(slug="c")
    Event.objects.filter(pk=other.pk).update(slug="a")
    with pytest.raises(Refused) as refusal:
        actions.release(other, by="test")
    assert refusal.value.field == "slug"
    assert not PublicEvent.objects.filter(event=other).exists()


def test_a_withdrawn_event_says_what_it_was_and_may_return() -> None:
    event = cast.fair()
    cast.talk(event, "talk")
    actions.release(event, by="test")
    with pytest.raises(Refused) as refusal:
        actions.withdraw(event, by="test", reason=" ")
    assert refusal.value.field == "reason"
    made = actions.withdraw(event, by="test", reason="Twice in the list")
    assert (made.number, [one["kind"] for one in made.changes]) == (2, ["withdrawn"])
    assert not PublicEvent.objects.exists()
    assert FormerAddress.objects.get(path="/events/fair/sessions/talk/").label == "Fair (29.05.2024)"
    assert actions.release(event, by="test").number == 3
    assert (PublicEvent.objects.get().sequence, FormerAddress.objects.count()) == (1, 0)
    with pytest.raises(Refused):
        actions.withdraw(cast.fair("never"), by="test", reason="x")


def test_a_withdrawn_profile_leaves_every_page_at_once() -> None:
    ada, ben = cast.person("ada"), cast.person("ben")
    event = cast.fair()
    cast.talk(event, "talk", 9, ada, ben)
    actions.release(event, by="test")
    ada.profile.released_at = None
    ada.profile.save()
    assert released_people.refresh(ada) == 1
    session = PublicSession.objects.get()
    assert (session.people, [one["slug"] for one in session.record["people"]]) == (["ben"], ["ben"])
    assert list(PublicFacet.objects.filter(facet="person").values_list("value", flat=True)) == ["ben"]
    ben.name = "Benjamin"
    ben.save()
    released_people.refresh(ben)
    assert PublicSession.objects.get().record["people"][0]["name"] == "Benjamin"


def test_a_convention_is_released_in_a_second_with_few_statements() -> None:
    event = cast.convention()
    with CaptureQueriesContext(
        connection,
    ) as first:
        started = time.process_time()
        actions.release(event, by="test")
        seconds = time.process_time() - started
    Session.objects.filter(event=event, kind="talk").update(title_en="Other")
    with CaptureQueriesContext(connection) as second:
        actions.release(event, by="test")
    assert (
        PublicSession.objects.filter(title_en="Other").count() == Session.objects.filter(kind="talk").count()
    )
    assert max(len(first), len(second)) <= 50
    assert seconds <= 1.0


def test_a_title_and_an_organiser_are_needed() -> None:
    event = cast.fair(title_de=" ")
    with pytest.raises(Refused) as refusal:
        actions.release(event, by="test")
    assert refusal.value.field == "title_de"
    EventOrganizer.objects.all().delete()
    Event.objects.update(title_de="Fair")
    with pytest.raises(Refused) as refusal:
        actions.release(event, by="test")
    assert refusal.value.field == "organizers"
    assert HistoryEntry.objects.count() == 0


def read_model() -> list[Any]:
    """All rows without what counts releases."""
    events = PublicEvent.objects.order_by("event").values()
    sessions = PublicSession.objects.order_by("session").values()
    counters = {"id", "release_id", "changed_at", "sequence"}
    rows = [{k: v for k, v in row.items() if k not in counters} for row in (*events, *sessions)]
    return [*rows, sorted(PublicFacet.objects.values_list("facet", "value"))]


edits = st.fixed_dictionaries({
    "slug": st.sampled_from(["fair", "fest"]),
    "title_de": st.text("aöß<&", min_size=1, max_size=9),
    "state": st.sampled_from(["published", "cancelled", "held"]),
    "ends_on": st.none(),
    "cost": st.sampled_from(["free", "paid"]),
    "subjects": st.lists(st.text("xyz", max_size=3), max_size=2),
})  # fmt: skip


class ReleaseAndReverse(TestCase):
    @settings(max_examples=12, deadline=None)
    @given(edits, st.integers(0, 2), st.booleans())
    def test_a_release_and_its_reverse_leave_the_read_model_as_it_was(
        self, edit: dict[str, Any], added: int, swap: bool
    ) -> None:
        event = cast.fair(place=cast.pier())
        topic = Topic.objects.create(slug="sea", name_de="Meer")
        kept = cast.talk(event, "kept", 9, cast.person("ada"))
        actions.release(event, by="test")
        before = read_model()
        old = Event.objects.filter(pk=event.pk).values(*edit).get()
        Event.objects.filter(pk=event.pk).update(**edit)
        event.topics.add(topic)
        Session.objects.filter(pk=kept.pk).update(slug="other" if swap else "kept", title_en="Kept")
        late = [cast.talk(event, f"late-{n}", 12 + n) for n in range(added)]
        actions.release(event, by="test")
        assert read_model() != before
        Event.objects.filter(pk=event.pk).update(**{**old, "state": "published"})
        event.topics.clear()
        Session.objects.filter(pk=kept.pk).update(slug="kept", title_en="")
        PublicSession.objects.filter(session__in=late).delete()
        Session.objects.filter(pk__in=[one.pk for one in late]).delete()
        actions.release(event, by="test")
        assert read_model() == before
        assert not FormerAddress.objects.filter(path__contains="/events/fair/sessions/kept/").exists()
