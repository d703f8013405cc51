"""The team's pages: who may open them, what they save, what they refuse beside the field."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kogge.core.models import FormerAddress, HistoryEntry
from kogge.network.accounts.tests.cast import HARBOUR, MEADOW, auditor, door, editor, office, other_editor
from kogge.network.directory import actions
from kogge.network.directory.models import Organization, Person, Place, Profile, Topic

from . import cast

pytestmark = pytest.mark.django_db
ATTACK = '<script>alert(1)</script>=cmd|"\r\nBcc: x@example.org'


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def organization_values(**values: Any) -> dict[str, Any]:
    return {
        "name": "Harbour Centre",
        "kind": "digital_innovation_centre",
        "slug": HARBOUR,
        "is_public": "on",
        **values,
    }


LISTS = ["organizations", "people", "places", "topics", "communities", "programmes", "operations"]


@pytest.mark.parametrize("page", LISTS)
def test_visitors_are_sent_to_the_sign_in_and_door_staff_see_nothing(page: str):
    answer = Client().get(f"/desk/{page}/")
    assert answer.status_code == 302
    assert "sign" in answer["Location"] or "login" in answer["Location"]
    assert signed_in(door()).get(f"/desk/{page}/").status_code == 403


@pytest.mark.parametrize("page", LISTS)
def test_the_office_opens_every_list(page: str):
    assert signed_in(office()).get(f"/desk/{page}/").status_code == 200


def test_a_guessed_entry_of_another_house_is_not_there():
    cast.harbour()
    stranger = signed_in(other_editor())
    for address in ("", "deletion/"):
        assert stranger.get(f"/desk/organizations/{HARBOUR}/{address}").status_code == 404
    assert stranger.get(f"/desk/organization/{HARBOUR}/rows/names/new/").status_code == 404
    assert (
        stranger.post(f"/desk/organizations/{HARBOUR}/", organization_values(name="Mine")).status_code == 404
    )
    assert Organization.objects.get(slug=HARBOUR).name == "Harbour Centre"


def test_an_auditor_sees_people_but_changes_none():
    cast.ada()
    client = signed_in(auditor())
    assert client.get("/desk/people/").status_code == 200
    assert (
        client.post("/desk/people/ada-anchor/", {"name": "Changed", "slug": "ada-anchor"}).status_code == 404
    )
    assert client.post("/desk/people/ada-anchor/profile/release/").status_code == 403


def test_an_editor_renames_and_the_past_keeps_its_name():
    cast.harbour()
    values = organization_values(name="Port of Ideas", renamed_on="2024-07-01", slug="port")
    answer = signed_in(editor()).post(f"/desk/organizations/{HARBOUR}/", values)
    assert answer["Location"].endswith("/desk/organizations/port/")
    house = Organization.objects.get(slug="port")
    assert (house.name, house.name_on(date(2024, 6, 30))) == ("Port of Ideas", "Harbour Centre")
    assert FormerAddress.objects.get().moved_to == "/organizations/port/"


def test_saving_without_a_change_writes_no_history():
    house = cast.harbour()
    client = signed_in(editor())
    client.post(f"/desk/organizations/{HARBOUR}/", organization_values())
    before = HistoryEntry.objects.count()
    client.post(f"/desk/organizations/{HARBOUR}/", organization_values())
    assert HistoryEntry.objects.count() == before
    assert house.name == "Harbour Centre"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Dieses Feld"),
        ({"name": "x" * 201}, "200"),
        ({"summary_de": "x" * 5_000_000}, "5.000"),
        ({"website": "javascript:alert(1)"}, "gültige"),
        ({"slug": "no spaces please"}, "Adresse"),
        ({"kind": "spaceship"}, "spaceship"),
        ({"renamed_on": "soon", "name": "New"}, "Datum"),
    ],
)
def test_bad_input_gets_a_sentence_and_typed_values_stay(values: dict[str, str], sentence: str):
    cast.harbour()
    answer = signed_in(editor()).post(
        f"/desk/organizations/{HARBOUR}/", organization_values(abbreviation="TYPED", **values)
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert 'value="TYPED"' in page
    assert Organization.objects.get(slug=HARBOUR).abbreviation == ""


def test_markup_stays_text():
    cast.harbour()
    client = signed_in(editor())
    values = organization_values(
        abbreviation="<b>x</b>", full_name=ATTACK, summary_de=ATTACK, also_called=ATTACK
    )
    assert client.post(f"/desk/organizations/{HARBOUR}/", values).status_code == 302
    for address in (f"/desk/organizations/{HARBOUR}/", f"/organizations/{HARBOUR}/", "/organizations/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>x</b>" not in page


def test_a_row_with_imprecise_dates_is_saved_and_shown_as_known():
    cast.harbour()
    client = signed_in(editor())
    values = {"operator": "Guild", "valid_from": "2020", "valid_until": "2022-06", "source_note": "Gazette"}
    assert client.post(f"/desk/organization/{HARBOUR}/rows/operators/new/", values).status_code == 302
    row = Organization.objects.get(slug=HARBOUR).operators.get()
    assert (row.valid_from, row.valid_until) == (date(2020, 1, 1), date(2022, 6, 30))
    page = client.get(f"/desk/organization/{HARBOUR}/rows/operators/{row.pk}/").content.decode()
    assert 'value="2020"' in page
    assert 'value="2022-06"' in page
    client.post(f"/desk/organization/{HARBOUR}/rows/operators/{row.pk}/removal/")
    assert not Organization.objects.get(slug=HARBOUR).operators.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"operator": "Guild", "valid_from": "yesterday"},
        {"operator": "Guild", "valid_from": "2024-13"},
        {"operator": "Guild", "valid_from": "2024", "valid_until": "2023"},
        {"operator": ""},
    ],
)
def test_a_row_that_makes_no_sense_is_refused(values: dict[str, str]):
    house = cast.harbour()
    answer = signed_in(editor()).post(f"/desk/organization/{HARBOUR}/rows/operators/new/", values)
    assert answer.status_code == 200
    assert "kern-error" in answer.content.decode()
    assert not house.operators.exists()


def test_a_row_of_another_owner_cannot_be_reached():
    cast.harbour()
    house = cast.meadow(operators=[{"operator": "Guild"}])
    row = house.operators.get()
    client = signed_in(editor())
    assert client.get(f"/desk/organization/{HARBOUR}/rows/operators/{row.pk}/").status_code == 404
    assert client.post(f"/desk/organization/{MEADOW}/rows/operators/{row.pk}/removal/").status_code == 404
    assert client.get(f"/desk/organization/{HARBOUR}/rows/appearances/new/").status_code == 404
    assert house.operators.exists()


def test_a_used_place_is_not_deleted_and_a_free_one_is():
    cast.harbour(place=cast.pier())
    client = signed_in(office())
    refused = client.post("/desk/places/pier/deletion/")
    assert refused.status_code == 409
    assert "Harbour Centre" in refused.content.decode()
    Organization.objects.update(place=None)
    assert client.post("/desk/places/pier/deletion/").status_code == 302
    assert not Place.objects.exists()
    gone = Client().get("/places/pier/")
    assert gone.status_code == 410
    assert "Pier" in gone.content.decode()


def picture(width: int = 60, height: int = 40) -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "JPEG")
    return SimpleUploadedFile("me.jpg", file.getvalue(), content_type="image/jpeg")


def test_a_photo_without_consent_is_refused_and_nothing_is_saved(settings: Any, tmp_path: Any):
    settings.MEDIA_ROOT = tmp_path
    cast.ada()
    client = signed_in(editor())
    address = "/desk/people/ada-anchor/profile/"
    refused = client.post(address, {"biography_de": "Fährt.", "photo": picture()})
    assert refused.status_code == 200
    assert "Fährt." in refused.content.decode()
    assert not Profile.objects.exists()
    assert list(tmp_path.rglob("*.jpg")) == []
    saved = client.post(
        address, {"biography_de": "Fährt.", "photo": picture(), "photo_consent": "Mail, 3 May 2024"}
    )
    assert saved.status_code == 302
    profile = Profile.objects.get()
    assert profile.photo_consent == "Mail, 3 May 2024"
    assert "me" not in profile.photo.name
    assert len(list(tmp_path.rglob("*.jpg"))) == 1


def test_a_photo_that_is_no_picture_gets_a_sentence():
    cast.ada()
    fake = SimpleUploadedFile("me.jpg", b"<svg onload=alert(1)>")
    answer = signed_in(editor()).post(
        "/desk/people/ada-anchor/profile/", {"photo": fake, "photo_consent": "Mail, 3 May 2024"}
    )
    assert answer.status_code == 200
    assert "JPEG" in answer.content.decode()
    assert not Profile.objects.exists()


def test_releasing_and_withdrawing_opens_and_closes_the_page():
    cast.ada()
    client = signed_in(editor())
    assert Client().get("/people/ada-anchor/").status_code == 404
    client.post("/desk/people/ada-anchor/profile/release/")
    assert Client().get("/people/ada-anchor/").status_code == 200
    client.post("/desk/people/ada-anchor/profile/withdrawal/")
    assert Client().get("/people/ada-anchor/").status_code == 404


def test_only_the_office_merges_and_sees_both_first():
    cast.ada(appearances=[{"role": "Captain"}])
    actions.put_person(by="test", slug="ada-a", values={"name": "Ada A.", "appearances": [{"role": "Cook"}]})
    assert signed_in(editor()).get("/desk/people/ada-anchor/merging/").status_code == 403
    client = signed_in(office())
    assert "ada-a" in client.get("/desk/people/ada-anchor/merging/").content.decode()
    both = client.get("/desk/people/ada-anchor/merging/?other=ada-a").content.decode()
    assert "Captain" in both
    assert "Cook" in both
    client.post("/desk/people/ada-anchor/merging/?other=ada-a", {"reason": "Same voice."})
    row = Person.objects.get(slug="ada-anchor").merges.get()
    assert Person.objects.get(slug="ada-a").merged_into == row.kept
    client.post(f"/desk/merges/{row.pk}/undoing/")
    assert Person.objects.get(slug="ada-a").merged_into is None


@pytest.mark.parametrize("noun", ["organizations", "places", "people", "topics"])
def test_a_list_needs_the_same_queries_for_one_and_for_many(
    noun: str, django_assert_max_num_queries: Any, django_assert_num_queries: Any
):
    client = signed_in(office())
    cast.harbour(place=cast.pier())
    cast.released_ada()
    Topic.objects.create(slug="tides", name_de="Gezeiten")
    client.get(f"/desk/{noun}/")
    with django_assert_max_num_queries(12) as few:
        client.get(f"/desk/{noun}/")
    place = Place.objects.get()
    for n in range(30):
        Organization.objects.create(slug=f"o{n}", name=f"O {n}", kind="team", place=place)
        Place.objects.create(slug=f"p{n}", name=f"P {n}", kind="venue", within=place)
        Person.objects.create(slug=f"q{n}", name=f"Q {n}")
        Topic.objects.create(slug=f"t{n}", name_de=f"T {n}")
    with django_assert_num_queries(len(few)):
        client.get(f"/desk/{noun}/")


def test_search_ignores_case_and_accents():
    actions.put_person(by="test", slug="zoe", values={"name": "Zoë Ångström"})
    cast.ada()
    page = signed_in(editor()).get("/desk/people/?q=zoe angstrom").content.decode()
    assert "Zoë Ångström" in page
    assert "Ada Anchor" not in page
