"""The public form: name and mail, what the organiser asks, one receipt for everybody."""

from django.test import Client

from kogge.take_part.registration.models import Registration

from .scene import FORM, fresh, typed, workshop

__all__ = ["fresh"]


def test_a_visitor_registers_with_name_and_mail_without_a_cookie(client: Client) -> None:
    workshop()
    shown = client.get(FORM)
    assert shown.status_code == 200
    assert not shown.cookies
    page = shown.content.decode()
    assert "csrfmiddlewaretoken" not in page
    sent = Client(enforce_csrf_checks=True).post(FORM, typed())
    assert sent.status_code == 302
    made = Registration.objects.get()
    assert (made.name, made.email, made.state) == ("Ada Abel", "ada@visitors.example", "pending")
    received = client.get(sent["Location"]).content.decode()
    assert f"{made.reference[:4]} {made.reference[4:]}" in received
    assert "ada@visitors.example" in received
