"""The programme for a phone without a network: what the copy holds, that it is small, how it installs."""

import json
import re
from io import BytesIO

import brotli
import pytest
from django.test import Client
from PIL import Image

from kogge.publish.programme.models import PublicSession
from kogge.take_part.my_day import offline_copy, plan_link

from . import cast

pytestmark = pytest.mark.django_db
WORKER = "/programme-worker.js"


@pytest.fixture
def visitor() -> Client:
    return Client()


def listing(visitor: Client, prefix: str = "") -> dict[str, object]:
    found: dict[str, object] = json.loads(visitor.get(f"{prefix}/events/fair/offline.json").content)
    return found


def test_every_page_of_a_copy_opens_without_cookie(visitor: Client) -> None:
    cast.a_fair()
    for prefix in ("", "/en"):
        found = listing(visitor, prefix)
        for path in [*found["pages"], found["offline"]]:  # type: ignore[misc]
            page = visitor.get(path)
            assert (page.status_code, len(page.cookies)) == (200, 0), path
            assert path.startswith(f"{prefix}/")
            assert b'<div class="k-wrap k-main">' in page.content


def test_a_new_release_is_a_new_version(visitor: Client) -> None:
    event = cast.a_fair()
    before = listing(visitor)["version"]
    cast.move(event, "panel", room=cast.attic())
    assert listing(visitor)["version"] != before


def test_all_sessions_stand_on_one_page_with_their_texts(visitor: Client) -> None:
    cast.a_fair()
    page = visitor.get("/events/fair/programme/all/").content.decode()
    assert re.findall(r'<li id="([\w-]+)"', page) == [
        "opening",
        "workshop",
        "talk",
        "panel",
        "closing",
    ]
    assert 'data-starts="' in page


def test_a_copy_of_365_sessions_stays_below_what_the_page_promises(visitor: Client) -> None:
    event = cast.big(365)
    found = json.loads(visitor.get("/events/convention/offline.json").content)
    size = sum(len(brotli.compress(visitor.get(path).content, quality=5)) for path in found["pages"])
    assert PublicSession.objects.filter(public_event__event=event).count() == 365
    assert size < 250_000


def test_the_worker_is_small_at_the_root_and_always_fresh(visitor: Client) -> None:
    script = visitor.get(WORKER)
    assert script["Content-Type"].startswith("text/javascript")
    assert script["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in script["Content-Security-Policy"]
    assert len(script.content) <= 3 * 1024
    assert not script.cookies


def test_the_worker_leaves_door_desk_and_account_alone() -> None:
    rule = re.search(r"/(\^\(\\/en\)\?.+?)/\.test\(pathname\)", offline_copy.worker())
    assert rule
    pattern = re.compile(rule[1].replace("\\/", "/"))
    for path in ("/door/abc/", "/desk/", "/en/desk/events/", "/account/login/", "/en/account/login/"):
        assert pattern.search(path)
    for path in ("/events/fair/", "/my-day/x/", "/", "/en/events/doors/"):
        assert not pattern.search(path)


def test_no_page_registers_the_worker_by_itself(visitor: Client) -> None:
    """Only a press of the button does: the one place that names the worker is inside its click handler."""
    cast.a_fair()
    for path in ("/", "/events/fair/", "/events/fair/programme/"):
        assert b"serviceWorker" not in visitor.get(path).content


def test_the_app_installs_with_the_region_s_sign(visitor: Client) -> None:
    plan = cast.ada(cast.a_fair(), "panel")
    for path, start in (
        ("/events/fair/app.webmanifest", "/events/fair/programme/"),
        (f"{plan_link.path_of(plan)}app.webmanifest", plan_link.path_of(plan)),
    ):
        answer = visitor.get(path)
        assert answer["Content-Type"] == "application/manifest+json"
        app = json.loads(answer.content)
        assert (app["start_url"], app["scope"]) == (start, "/")
        for icon in app["icons"]:
            picture = visitor.get(icon["src"])
            assert (picture.status_code, picture["Content-Type"].split(";")[0]) == (200, icon["type"])
            if icon["type"] == "image/png":
                assert "x".join(map(str, Image.open(BytesIO(picture.content)).size)) == icon["sizes"]
    assert visitor.get("/programme-icon-9999.png").status_code == 404


def test_the_programme_of_a_past_event_offers_no_day(visitor: Client) -> None:
    event = cast.publish.fair("past")
    cast.publish.talk(event, "talk")
    cast.release(event)
    page = visitor.get("/events/past/programme/").content.decode()
    assert 'id="offline"' not in page
    assert 'rel="manifest"' not in page
    assert "my-day" not in visitor.get("/events/past/sessions/talk/").content.decode()
