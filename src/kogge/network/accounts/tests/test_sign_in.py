"""Signing in: password, second factor, throttling, reset, sessions."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.network.accounts.models import SharedCount, User

from . import cast

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def fresh_counts(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, email: str, password: str = cast.PASSWORD, **extra: str) -> object:
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def test_the_right_password_leads_to_the_desk(client: Client) -> None:
    emil = cast.editor()
    response = sign_in(client, emil.email.upper())
    assert (response.status_code, response["Location"]) == (302, "/desk/")
    assert "Emil Editor" in client.get("/desk/").content.decode()


def test_a_wrong_password_gets_a_sentence_and_the_address_stays(client: Client) -> None:
    emil = cast.editor()
    page = sign_in(client, emil.email, "not the password").content.decode()
    assert "E-Mail-Adresse oder Passwort stimmt nicht" in page
    assert f'value="{emil.email}"' in page


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(client: Client) -> None:
    emil = cast.editor()
    known = sign_in(client, emil.email, "wrong").content.decode()
    unknown = sign_in(client, "nobody@nowhere.example", "wrong").content.decode()

    def bare(page: str) -> str:
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        return page.replace(emil.email, "X").replace("nobody@nowhere.example", "X")

    assert bare(known) == bare(unknown)


def test_the_session_key_changes_at_sign_in(client: Client) -> None:
    emil = cast.editor()
    client.get("/desk/")
    client.session.save()
    before = client.session.session_key
    sign_in(client, emil.email)
    assert client.session.session_key != before


def test_ten_failures_close_an_account_for_fifteen_minutes_even_to_the_right_password(client: Client) -> None:
    emil, frida = cast.editor(), cast.other_editor()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _attempt in range(10):
            sign_in(client, emil.email, "wrong")
        refused = sign_in(client, emil.email)
        assert refused.status_code == 200
        assert "Bitte warten Sie 15 Minuten" in refused.content.decode()
        assert sign_in(Client(), frida.email).status_code == 302
        clock.shift(timedelta(minutes=15, seconds=1))
        assert sign_in(client, emil.email).status_code == 302


def test_a_hundred_failures_from_one_address_close_it_for_every_account(client: Client) -> None:
    frida = cast.other_editor()
    now = int(time.time())
    cache.set("allauth:rl:allauth.account:login_failed:100/900.0/ip:ip:192.0.2.7", [now] * 100, 900)
    assert sign_in(client, frida.email, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert sign_in(client, frida.email, REMOTE_ADDR="192.0.2.8").status_code == 302


def test_failures_are_counted_in_the_database_so_that_all_processes_share_them(client: Client) -> None:
    sign_in(client, "nobody@nowhere.example", "wrong")
    assert SharedCount.objects.filter(cache_key__contains="login_failed").count() == 2


def test_with_an_authenticator_app_the_password_alone_opens_nothing(client: Client) -> None:
    emil = cast.editor()
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(emil, secret)
    response = sign_in(client, emil.email)
    assert response["Location"] == reverse("mfa_authenticate")
    assert client.get("/desk/").status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Der Code stimmt nicht" in wrong.content.decode()
    code = totp.format_hotp_value(totp.hotp_value(secret, totp.yield_hotp_counters_from_time().__next__()))
    assert client.post(reverse("mfa_authenticate"), {"code": code})["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_a_recovery_code_works_once(client: Client) -> None:
    emil = cast.editor()
    totp.TOTP.activate(emil, totp.generate_totp_secret())
    code = RecoveryCodes.activate(emil).get_unused_codes()[0]
    sign_in(client, emil.email)
    assert client.post(reverse("mfa_authenticate"), {"code": code})["Location"] == "/desk/"
    again = Client()
    sign_in(again, emil.email)
    assert again.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_where_a_second_factor_is_required_staff_without_one_see_nothing_else(
    client: Client, settings: LazySettings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    emil = cast.editor()
    client.force_login(emil)
    for path in ("/desk/", "/desk/team/", "/desk/history/"):
        assert client.get(path)["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200
    totp.TOTP.activate(emil, totp.generate_totp_secret())
    assert client.get("/desk/").status_code == 200


def test_a_session_ends_after_two_idle_hours_and_after_twelve_in_all(client: Client) -> None:
    emil = cast.editor()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, emil.email)
        for _step in range(7):
            clock.shift(timedelta(minutes=100))
            assert client.get("/desk/").status_code == 200
        clock.shift(timedelta(minutes=100))
        assert client.get("/desk/")["Location"].startswith(LOGIN)
        sign_in(client, emil.email)
        clock.shift(timedelta(minutes=121))
        assert client.get("/desk/")["Location"].startswith(LOGIN)


def test_a_session_elsewhere_can_be_ended(client: Client) -> None:
    emil = cast.editor()
    other = Client()
    sign_in(other, emil.email)
    other.get("/desk/")
    sign_in(client, emil.email)
    client.get("/desk/")
    assert UserSession.objects.filter(user=emil).count() == 2
    assert client.post(reverse("usersessions_list")).status_code == 302
    assert other.get("/desk/").status_code == 302
    assert client.get("/desk/").status_code == 200


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client: Client) -> None:
    emil = cast.editor()
    assert client.post(reverse("account_reset_password"), {"email": emil.email}).status_code == 302
    mail = OutboxMessage.objects.get(to=emil.email)
    assert mail.subject == "Digitales MV: neues Passwort setzen"
    link = re.search(r"http://\S+", mail.text).group().split("testserver")[-1]
    form = client.get(link)["Location"]
    weak = client.post(form, {"password1": "kurz", "password2": "kurz"}).content.decode()
    assert "mindestens 12 Zeichen" in weak
    new = "ein ganz neuer langer Satz"
    assert client.post(form, {"password1": new, "password2": new}).status_code == 302
    assert User.objects.get(pk=emil.pk).check_password(new)
    assert "verbraucht oder zu alt" in Client().get(link, follow=True).content.decode()


def test_a_reset_for_a_stranger_says_the_same_and_sends_nothing(client: Client) -> None:
    response = client.post(reverse("account_reset_password"), {"email": "nobody@nowhere.example"})
    assert response["Location"] == reverse("account_reset_password_done")
    assert OutboxMessage.objects.count() == 0


def test_nobody_can_sign_up(client: Client) -> None:
    for path in (reverse("account_signup"), reverse("socialaccount_signup")):
        values = {"email": "stranger@nowhere.example", "password1": cast.PASSWORD}
        page = client.post(path, values, follow=True)
        assert page.status_code == 200
    assert "Zugang nur mit Einladung" in client.get(reverse("account_signup")).content.decode()
    assert User.objects.count() == 0


def test_signing_in_returns_to_the_page_that_was_asked_for_but_never_to_another_site(client: Client) -> None:
    emil = cast.editor()
    assert client.get("/desk/team/")["Location"] == "/account/login/?next=/desk/team/"
    values = {"login": emil.email, "password": cast.PASSWORD}
    assert Client().post(LOGIN, {**values, "next": "/desk/team/"})["Location"] == "/desk/team/"
    assert Client().post(LOGIN, {**values, "next": "https://evil.example/"})["Location"] == "/desk/"


def test_the_sign_in_page_needs_only_our_own_files_and_no_inline_script(client: Client) -> None:
    page = client.get(LOGIN).content.decode()
    scripts = re.findall(r"<script([^>]*)>([^<]*)</script>", page)
    assert scripts
    for attributes, content in scripts:
        if content.strip():
            assert 'type="application/json"' in attributes
        else:
            assert re.search(r'src="/static/[^"]+\.js"', attributes)
    assert "style=" not in page


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, "203.0.113.9", "192.0.2.7"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (1, "", "192.0.2.7"),
    ],
)
def test_failures_count_for_the_address_behind_trusted_proxies_only(
    client: Client, settings: LazySettings, proxies: int, forwarded: str, counted: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    sign_in(
        client, "nobody@nowhere.example", "wrong", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR=forwarded
    )
    assert SharedCount.objects.filter(cache_key__endswith=f"login_failed:100/900.0/ip:ip:{counted}").exists()
