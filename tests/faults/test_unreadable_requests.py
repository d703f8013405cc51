"""Bodies nobody can read, headers on every answer, addresses that moved."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from config.urls import urlpatterns as every_address
from kogge.core.models import FormerAddress


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", "")[:10])


urlpatterns = [path("echo/", echo), *every_address]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def client() -> Client:
    """A client with a CSRF cookie, as a browser has it, so that the CSRF check reads the body."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=True)
    client.cookies["csrftoken"] = "a" * 32
    return client


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded; charset=utf-7", b"text=x"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"text=x"),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(6000))),
        ("application/x-www-form-urlencoded", b"text=" + b"x" * (12 * 2**20)),
        ("application/x-www-form-urlencoded", b"text=a%00b"),
        ("multipart/form-data", b"text=x"),
        ("multipart/form-data; boundary=", b"--x"),
        ("multipart/form-data; boundary=x", b"--y\r\nbroken"),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
        (
            "multipart/form-data; boundary=x; charset=utf-7",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--',
        ),
    ],
)
def test_a_body_nobody_can_read_is_refused_in_a_sentence_and_never_a_server_error(client, kind, body):
    answer = client.generic("POST", "/echo/", body, content_type=kind)
    assert answer.status_code in {400, 403}
    if answer.status_code == 400:
        assert answer.content.decode().endswith(("noch einmal.", "send it again."))


def test_five_megabytes_of_text_are_read():
    answer = Client().post("/echo/", {"text": "ü" * 2_500_000})
    assert (answer.status_code, answer.content.decode()) == (200, "ü" * 10)


def test_a_nul_in_the_query_is_refused_in_a_sentence(client):
    answer = client.get("/echo/?text=a%00b")
    assert answer.status_code == 400
    assert b"NUL" in answer.content


def test_every_answer_carries_the_safety_headers(client):
    for answer in (
        client.get("/echo/"),
        client.get("/nothing/"),
        client.post("/echo/", b"x", content_type="a/b"),
    ):
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in answer["Permissions-Policy"]
        assert "Server" not in answer.headers


@override_settings(SECURE_HSTS_SECONDS=600)
def test_over_tls_browsers_are_told_to_stay_there(client):
    assert client.get("/echo/")["Strict-Transport-Security"] == "max-age=600"


def test_a_former_address_leads_to_the_new_one(client):
    FormerAddress.objects.create(path="/people/old/", moved_to="/people/new/")
    answer = client.get("/people/old/")
    assert (answer.status_code, answer["Location"]) == (301, "/people/new/")
    assert client.get("/en/people/old/")["Location"] == "/en/people/new/"
