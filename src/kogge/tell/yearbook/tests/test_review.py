"""A year in review: in order, complete, marked where something is missing, never more than was released."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kogge.core.models import SourceDocument
from kogge.network.accounts.tests import cast
from kogge.network.directory import actions as directory
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event
from kogge.publish.programme import actions as programme
from kogge.tell.yearbook import actions, excerpts, facts, queries
from kogge.tell.yearbook.models import CentreSection, Figure, YearReview
from kogge.tell.yearbook.review import assemble

from .conftest import event, small_year, write

pytestmark = pytest.mark.django_db
PAGE = "/years/2031/"


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def test_before_its_release_there_is_no_review(client, loaded):
    assert client.get(PAGE).status_code == 404


def test_dated_events_stand_in_order_and_imprecise_ones_at_the_end_of_what_they_name(released):
    assert [block.slug for block in assemble(released).blocks] == [
        "auftakt",
        "tagung",
        "sommerfest",
        "werkschau",
    ]


def test_months_hold_their_events_and_what_has_no_month_stands_last(released):
    months = assemble(released).months
    assert [(month.number, [block.slug for block in month.blocks]) for month in months] == [
        (3, ["auftakt"]), (7, ["tagung", "sommerfest"]), (13, ["werkschau"]),
    ]  # fmt: skip


def test_imprecise_dates_are_marked_as_such(released):
    with translation.override("de"):
        notes = {block.slug: block.precision_note for block in assemble(released).blocks}
    assert notes == {
        "auftakt": "", "tagung": "", "sommerfest": "Tag nicht genannt", "werkschau": "Monat und Tag nicht genannt",
    }  # fmt: skip


def test_events_without_a_figure_of_attendance_are_marked(client, released):
    told = assemble(released)
    assert [block.slug for block in told.without_attendance] == ["auftakt", "sommerfest", "werkschau"]
    assert text(client.get(PAGE)).count("Teilnahme nicht angegeben") == 3


def test_a_figure_shows_number_comparator_claimant_and_opens_its_page(client, released):
    page = client.get(PAGE).content.decode()
    assert 'href="/figures/tagung-besuch/"' in page
    assert "mehr als 2.500" in text(client.get(PAGE))
    shown = text(client.get("/figures/tagung-besuch/"))
    for word in (
        "mehr als 2.500 Besucherinnen und Besucher",
        "Ada Muster",
        "2031",
        "Rückblick, Zeile 8",
        "Tagung",
    ):
        assert word in shown


def test_a_statement_is_marked_as_told_in_our_words(client, released):
    assert re.search(r"Sieht das Ziel erreicht\.\s*sinngemäß\s*Ada Muster", text(client.get(PAGE)))


def test_each_centre_has_its_events_and_its_outlook(released):
    chapters = {one.organization.slug: one for one in assemble(released).chapters}
    assert [block.slug for block in chapters[cast.HARBOUR].blocks] == ["tagung"]
    assert [note.slug for note in chapters[cast.HARBOUR].outlooks] == ["naechstes"]
    assert [block.slug for block in chapters[cast.MEADOW].blocks] == ["werkschau"]


def test_a_person_whose_profile_was_withdrawn_is_named_nowhere(client, released):
    directory.withdraw_profile(Person.objects.get(slug="ada-muster"), by="test")
    for address in (PAGE, "/figures/tagung-besuch/", "/sources/a/"):
        assert "Ada Muster" not in text(client.get(address))


def test_a_withdrawn_event_takes_its_figures_and_words_with_it(client, released):
    programme.withdraw(Event.objects.get(slug="tagung"), by="test", reason="Irrtum")
    assert client.get("/figures/tagung-besuch/").status_code == 404
    page = text(client.get(PAGE))
    assert "2.500" not in page
    assert "Sieht das Ziel erreicht" not in page


def test_words_are_public_only_once_approved_and_released(client, released):
    section = CentreSection.objects.get(organization__slug=cast.HARBOUR)
    actions.write_section(section, by="test", text_de="Ein volles Haus.", text_en="")
    actions.release_review(2031, by="test")
    assert "volles Haus" not in text(client.get(PAGE))
    actions.approve_section(section, by="test")
    assert "volles Haus" not in text(client.get(PAGE))
    actions.release_review(2031, by="test")
    assert "Ein volles Haus." in text(client.get(PAGE))


def test_a_change_after_approval_keeps_the_approved_words_public_until_approved_anew(client, released):
    section = CentreSection.objects.get(organization__slug=cast.HARBOUR)
    actions.write_section(section, by="test", text_de="Erste Fassung.", text_en="")
    actions.approve_section(section, by="test")
    actions.release_review(2031, by="test")
    actions.write_section(section, by="test", text_de="Zweite Fassung.", text_en="")
    actions.release_review(2031, by="test")
    page = text(client.get(PAGE))
    assert "Erste Fassung." in page
    assert "Zweite Fassung." not in page


def test_unapproved_words_are_reached_by_no_public_address(client, released):
    section = CentreSection.objects.get(organization__slug=cast.HARBOUR)
    actions.write_section(section, by="test", text_de="Streng vertraulich.", text_en="Top secret.")
    actions.release_review(2031, by="test")
    addresses = [PAGE, "/", f"/organizations/{cast.HARBOUR}/", "/sources/a/", "/events/tagung/"]
    for address in [*addresses, *(f"/en{one}" for one in addresses)]:
        page = text(client.get(address))
        assert "vertraulich" not in page
        assert "secret" not in page


def test_words_stay_text(client, released):
    section = CentreSection.objects.get(organization__slug=cast.HARBOUR)
    actions.write_section(section, by="test", text_de="<b>fett</b>\n\n=1+1", text_en="")
    actions.approve_section(section, by="test")
    actions.release_review(2031, by="test")
    page = client.get(PAGE).content.decode()
    assert "<b>fett" not in page
    assert "&lt;b&gt;fett&lt;/b&gt;" in page


def test_contradicting_figures_are_named_to_readers(client, released):
    figure = Figure.objects.get(slug="tagung-tage")
    values = {
        "subject": figure.subject,
        "measure": "days",
        "comparator": "eq",
        "value": 3,
        "scope": "",
        "period": "2031",
    }
    actions.add_figure(by="test", values=values, source="a", lines=[9])
    assert assemble(YearReview.objects.get(year=2031)).contradictions == []
    actions.release_review(2031, by="test")
    assert [len(one.figures) for one in assemble(released).contradictions] == [2]
    assert "2 Tage · 3 Tage" in text(client.get(PAGE)) or "3 Tage · 2 Tage" in text(client.get(PAGE))


def test_the_page_of_a_document_lists_what_was_taken_line_by_line(released):
    lines = {
        line.number: {one.name for one in line.taken}
        for line in excerpts.by_line(SourceDocument.objects.get())
    }
    assert lines[3] == {"Wiesenzentrum"}
    assert lines[7] == {"Sommerfest", "Tagung", "Werkschau", "Auftakt"}
    assert sorted(lines) == list(range(1, 10))


def test_about_an_event_are_its_figures_statements_and_outlooks(released):
    told = queries.about("event:tagung")
    assert [one.slug for one in told.figures] == ["tagung-besuch", "tagung-tage"]
    assert [one.slug for one in told.statements] == ["wort"]
    assert [one.slug for one in told.outlooks] == ["naechstes"]
    assert not queries.about("event:auftakt")


@pytest.mark.parametrize("address", [PAGE, "/sources/a/"])
def test_a_page_asks_the_database_as_often_for_many_events_as_for_few(
    folder, released, django_assert_num_queries, address
):
    Client().get(address)
    with CaptureQueriesContext(connection) as few:
        Client().get(address)
    many = small_year()
    many["events"] += [event(f"mehr-{n}", f"2031-05-{n:02}", "day", title=f"Mehr {n}", organisers=[cast.HARBOUR])
                       for n in range(1, 29)]  # fmt: skip
    facts.load(write(folder, many), by="test")
    with django_assert_num_queries(len(few)):
        Client().get(address)
