import pytest

from kogge.take_part.admissions import actions

from .conftest import guest


@pytest.mark.parametrize(
    "page",
    [
        "",
        "seats/",
        "questions/",
        "questions/new/",
        "list/",
        "list/new/",
        "list/export.csv",
        "list/export.xlsx",
        "waiting/",
        "invitations/",
        "codes/",
        "consents/",
        "consents/?as=csv",
        "needs/",
        "needs/?as=xlsx",
    ],
)
def test_pages(desk, workshop, admission, emil, page):
    for n in ["Anna", "Ben", "Carla", "Dora"]:
        guest(admission, n + " Beispiel")
    actions.make_codes(admission, count=2, most_uses=1, by=emil)
    actions.invite(admission, [actions.Guest("Ida Muster", "ida@guests.example")], by=emil)
    r = desk.get(f"/en/desk/events/{workshop.slug}/registration/{page}")
    assert r.status_code == 200, r


def test_one(desk, workshop, admission):
    one = guest(admission, "Anna Beispiel")
    assert (
        desk.get(f"/en/desk/events/{workshop.slug}/registration/list/{one.reference.lower()}/").status_code
        == 200
    )
    assert (
        desk.get(
            f"/en/desk/events/{workshop.slug}/registration/list/{one.reference.lower()}/answers/"
        ).status_code
        == 200
    )


def test_unset(desk, workshop):
    assert desk.get(f"/en/desk/events/{workshop.slug}/registration/").status_code == 200
    for p in (
        "registrations/",
        "registrations/personal-data/",
        "registrations/consents/",
        "registrations/consents/photo/",
    ):
        assert desk.get("/en/desk/" + p).status_code == 200
