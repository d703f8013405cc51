"""Pages of funded activities name their funder, and a page that does not is named."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from kogge.network.grants.models import FunderProfile, Operation
from kogge.publish.programme import actions as programme
from kogge.publish.programme.tests import cast
from kogge.website import publicity

pytestmark = pytest.mark.django_db


@pytest.fixture
def operation() -> Operation:
    profile = FunderProfile.objects.create(
        key="sea-fund", name="Sea Fund", statement_de="Gefördert vom Meer & Wind", statement_en="Funded by sea & wind",
        emblem="eu",
    )  # fmt: skip
    today = timezone.localdate()
    return Operation.objects.create(
        slug="tide",
        title="Tide",
        profile=profile,
        starts_on=date(2022, 1, 1),
        ends_on=today.replace(year=today.year + 1),
    )


def release_fair(operation: Operation | None) -> None:
    funding = "operation" if operation else "none"
    fair = cast.fair(operation=operation, funding=funding)
    cast.talk(fair, "knots", 9, cast.person("ada"))
    programme.release(fair, by="test")


def test_every_page_of_a_funded_event_carries_statement_and_emblem(operation: Operation, capsys: Any):
    release_fair(operation)
    operation.organizations.add(cast.harbour())
    pages = list(publicity.owed())
    assert {page.address for page in pages} == {
        f"{prefix}{path}"
        for prefix in ("", "/en")
        for path in (
            "/events/fair/", "/events/fair/programme/", "/events/fair/speakers/", "/events/fair/changes/",
            "/events/fair/sessions/knots/", "/organizations/harbour/",
        )
    }  # fmt: skip
    assert list(publicity.faults(pages)) == []
    call_command("check_publicity")
    assert "12 pages of funded activities read, 0 faults." in capsys.readouterr().out


def test_a_page_that_was_released_without_is_named(operation: Operation, capsys: Any):
    release_fair(None)
    event = operation.events.model.objects.get()
    event.operation, event.funding = operation, "operation"
    event.save()
    with pytest.raises(SystemExit) as ended:
        call_command("check_publicity")
    told = capsys.readouterr().err
    assert ended.value.code == 1
    assert "/events/fair/ " in told
    assert "/en/events/fair/sessions/knots/ " in told


def test_an_unfunded_event_owes_nothing():
    release_fair(None)
    assert list(publicity.owed()) == []
    assert "k-funding" not in Client().get("/events/fair/").content.decode()


@pytest.mark.parametrize(
    ("page", "text", "emblem"),
    [
        (
            '<aside class="k-funding"><svg class="k-emblem"><path></path></svg><p>A<br>B</p></aside><p>C</p>',
            "AB",
            True,
        ),
        ('<p>Funded</p><svg class="k-emblem"></svg>', "", False),
        ('<aside class="k-funding"><p>Only text', "Only text", False),
    ],
)
def test_only_the_funding_part_of_a_page_counts(page: str, text: str, emblem: bool):
    shown = publicity.Reader.of(page)
    assert (shown.text, shown.emblem) == (text, emblem)
