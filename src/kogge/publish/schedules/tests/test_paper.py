"""Booklet, stage sheets and door signs: PDF/UA-1 and PDF/A-2a, only what is released."""

import io
from collections.abc import Callable

import pikepdf
import pypdf
import pytest
from django.test import Client
from django.utils import translation

from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast as staff
from kogge.network.directory.models import Person, Room
from kogge.plan.events.models import Event
from kogge.plan.speakers import actions as speakers
from kogge.publish.programme import actions
from kogge.publish.programme.models import PublicEvent
from kogge.publish.schedules import booklet, paper, sheets

from .conftest import talk

Maker = Callable[[PublicEvent], bytes]


@pytest.fixture
def public(fair: Event, stage: Room, ada: Person, cleo: Person) -> PublicEvent:
    ada.profile.biography_de = "Leuchtturmwärterin."
    ada.profile.save()
    talk(fair, "tides", 8, ada, cleo, room=stage, abstract_de="Vom Wasser. #panic() *fett* @label <a>")
    talk(fair, "ropes", 9, ada, room=stage, state="cancelled")
    talk(fair, "silent", 10)
    speakers.change_profile(speakers.profile_of(cleo), by="test", values={"needs_technical": "Headset"})
    actions.release(fair, by="test")
    talk(fair, "secret", 11, ada, room=stage)
    return PublicEvent.objects.select_related("release").get()


def text(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)


@pytest.mark.parametrize("maker", [booklet.made, sheets.stages, sheets.doors])
@pytest.mark.parametrize("language", ["de", "en"])
def test_each_sheet_says_that_it_is_accessible_and_archivable(
    public: PublicEvent, maker: Maker, language: str
) -> None:
    with (
        translation.override(language),
        pikepdf.open(io.BytesIO(maker(public))) as file,
        file.open_metadata() as meta,
    ):
        assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "2", "A")
        assert file.Root.Lang == language and "/StructTreeRoot" in file.Root and file.Root.MarkInfo.Marked
        assert str(meta["dc:title"]) == "Fair"


def test_the_booklet_holds_days_rooms_sessions_people_and_index_of_what_is_released(
    public: PublicEvent,
) -> None:
    said = text(booklet.made(public))
    for words in ("Monday, 3 June 2030", "Großer Speicher", "Tides", "Vom Wasser. #panic() *fett* @label <a>",
                  "Leuchtturmwärterin.", "Ada", "Index", "Cancelled"):  # fmt: skip
        assert words in said, words
    assert "Secret" not in said and "Cleo" not in said and "Headset" not in said


def test_a_stage_sheet_names_everybody_with_needs_and_the_minutes_between(public: PublicEvent) -> None:
    said = text(sheets.stages(public))
    assert (
        "Cleo" in said and "Headset" in said and "30 minutes of change-over" in said and "Secret" not in said
    )


def test_a_door_sign_leads_to_the_programme_of_its_room(public: PublicEvent) -> None:
    pages = sheets._by_room_and_day(public)
    address = sheets._address(public, pages[0][0]["slug"], pages[0][2][0])
    assert address.endswith("/en/events/fair/programme/?day=1&room=stage")
    assert "Großer Speicher" in text(sheets.doors(public))


def test_the_funders_statement_and_emblem_stand_on_each(public: PublicEvent) -> None:
    """Regulation (EU) 2021/1060, Article 50."""
    funding = {"statement_de": "Kofinanziert von der Europäischen Union", "statement_en": "Co-funded by the EU",
               "emblem": "eu", "operation_title": "Vorhaben Nord", "operation_title_en": ""}  # fmt: skip
    public.record = {**public.record, "funding": funding}
    for maker in (booklet.made, sheets.stages, sheets.doors):
        said = text(maker(public)).replace("\n", " ")
        assert "Co-funded by the EU" in said and "Vorhaben Nord" in said


def test_letters_of_all_scripts_and_an_empty_programme_print(fair: Event) -> None:
    fair.title_de = "Messe 港 🚢 Гавань"
    fair.save()
    actions.release(fair, by="test")
    public = PublicEvent.objects.select_related("release").get()
    assert "No session has been released yet." in text(booklet.made(public))
    with pytest.raises(Refused, match="nothing to print"):
        sheets.doors(public)
    assert paper._latin({"a": ["港", 1]}) == {"a": ["Gang", 1]}


def test_the_public_gets_the_booklet_and_the_desk_all_three(public: PublicEvent, client: Client) -> None:
    answer = client.get("/en/events/fair/programme.pdf")
    assert (
        answer["Content-Type"] == "application/pdf" and not answer.cookies and answer.content[:5] == b"%PDF-"
    )
    assert client.get("/en/events/unknown/programme.pdf").status_code == 404
    assert "/en/events/fair/programme.pdf" in client.get("/en/events/fair/programme/").text
    address = "/en/desk/events/fair/timetable/print/"
    client.force_login(staff.editor())
    assert {client.get(f"{address}{one}.pdf").status_code for one in ("booklet", "stages", "doors")} == {200}
    assert client.get(f"{address}other.pdf").status_code == 404
    client.force_login(staff.other_editor())
    assert client.get(f"{address}stages.pdf").status_code == 404


@pytest.mark.parametrize(("sessions", "pages"), [(1, 1), (24, 1), (60, 2)])
def test_a_day_of_a_room_fits_on_one_sign_as_long_as_it_can_be_read(
    fair: Event, stage: Room, ada: Person, sessions: int, pages: int
) -> None:
    for number in range(sessions):
        talk(fair, f"talk-{number}", number / 10, ada, room=stage)
    actions.release(fair, by="test")
    shown = PublicEvent.objects.select_related("release").get()
    sign = sheets.doors(shown)
    assert len(pypdf.PdfReader(io.BytesIO(sign)).pages) == pages
    assert all(f"Talk-{number}\n" in text(sign) for number in range(sessions)), "nothing is cut off"


def test_the_index_leads_from_last_names_and_a_stage_sheet_says_on_each_page_whose_it_is(
    fair: Event, stage: Room, ada: Person
) -> None:
    Person.objects.filter(pk=ada.pk).update(name="Ada Anker", title="Dr.")
    for number in range(60):
        talk(fair, f"talk-{number}", number / 10, ada, room=stage)
    actions.release(fair, by="test")
    shown = PublicEvent.objects.select_related("release").get()
    assert "Anker, Dr. Ada" in text(booklet.made(shown))
    pages = pypdf.PdfReader(io.BytesIO(sheets.stages(shown))).pages
    assert len(pages) > 1 and all("Großer Speicher" in page.extract_text() for page in pages)
