"""Signing in at an authority: the whole code flow with PKCE against a real OpenID provider on this machine."""

import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import LazySettings
from django.test import Client
from werkzeug.serving import make_server

from kogge.network.accounts.models import User

from . import cast

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import oidc_provider_mock

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]

CONNECTED = "emil.editor@harbour-centre.example"
PEOPLE = {
    "emil": {"email": CONNECTED, "email_verified": True, "name": "Emil Editor"},
    "unverified": {"email": CONNECTED, "email_verified": False, "name": "Somebody Else"},
    "stranger": {"email": "stranger@elsewhere.example", "email_verified": True, "name": "Strange Stranger"},
}


@dataclass
class Provider:
    """The provider's address, and what it was sent at its token endpoint."""

    address: str
    token_requests: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[Provider]:
    people = [oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    app = oidc_provider_mock.app(user_claims=people)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    running = Provider(f"http://127.0.0.1:{server.server_port}")

    @app.before_request
    def remember() -> None:
        import flask  # noqa: PLC0415

        if flask.request.path == "/oauth2/token":
            running.token_requests.append(flask.request.form.to_dict())

    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "authority",
                    "name": "Landesportal",
                    "client_id": "kogge",
                    "secret": "secret",
                    "settings": {"server_url": running.address},
                }
            ],
        }
    }
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield running
    server.shutdown()


def sign_in_at_authority(client: Client, sub: str) -> Any:
    """Follow the browser's way: our button, the authority's page, back to us."""
    away = client.post("/account/oidc/authority/login/")
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    back = requests.post(away["Location"], data={"sub": sub}, allow_redirects=False, timeout=5)
    path = urlsplit(back.headers["Location"])
    return client.get(f"{path.path}?{path.query}")


def test_the_sign_in_page_names_the_authority(client: Client, provider: Provider) -> None:
    assert "Landesportal" in client.get("/account/login/").content.decode()


def test_an_invited_account_is_connected_by_its_verified_address(client: Client, provider: Provider) -> None:
    emil = cast.editor()
    response = sign_in_at_authority(client, "emil")
    assert response["Location"] == "/desk/"
    assert "Emil Editor" in client.get("/desk/").content.decode()
    assert SocialAccount.objects.get().user == emil
    assert provider.token_requests[0]["code_verifier"]


def test_the_second_time_the_connection_is_found_by_the_authoritys_own_number(
    client: Client, provider: Provider
) -> None:
    emil = cast.editor()
    sign_in_at_authority(client, "emil")
    User.objects.filter(pk=emil.pk).update(email="emil@moved.example")
    assert sign_in_at_authority(Client(), "emil")["Location"] == "/desk/"
    assert SocialAccount.objects.count() == 1


def test_the_authority_stands_for_the_second_factor(
    client: Client, provider: Provider, settings: LazySettings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    cast.editor()
    sign_in_at_authority(client, "emil")
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("sub", ["stranger", "unverified"])
def test_whoever_was_not_invited_is_refused_with_a_sentence(
    client: Client, provider: Provider, sub: str
) -> None:
    cast.editor()
    page = sign_in_at_authority(client, sub).content.decode()
    assert "Sie sind hier noch nicht bekannt" in page
    assert client.get("/desk/").status_code == 302
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_a_closed_account_stays_closed_to_the_authority(client: Client, provider: Provider) -> None:
    emil = cast.editor()
    sign_in_at_authority(client, "emil")
    User.objects.filter(pk=emil.pk).update(is_active=False)
    again = Client()
    assert sign_in_at_authority(again, "emil")["Location"] == "/account/inactive/"
    assert again.get("/desk/").status_code == 302


def test_an_answer_that_was_not_asked_for_is_refused(client: Client, provider: Provider) -> None:
    response = client.get("/account/oidc/authority/login/callback/?code=stolen&state=forged")
    assert "Die Anmeldung hat nicht geklappt" in response.content.decode()


def test_without_a_configured_authority_there_is_none(client: Client) -> None:
    assert client.post("/account/oidc/authority/login/").status_code == 404
