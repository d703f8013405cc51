"""The badge, verified by openbadgeslib, which is not ours: signature, DID, status list, pictures."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.test import Client
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from kogge.prove.badges import credential as badges
from kogge.prove.badges import issuer

from .. import actions
from ..models import Certificate
from .conftest import Series

SITE = "https://network.example"
# What Open Badges 3.0 (appendix "AchievementCredential") asks of each part, in our own words.
SCHEMA = {
    "type": "object", "required": ["@context", "id", "type", "name", "credentialSubject", "issuer", "validFrom"],
    "properties": {
        "@context": {"type": "array", "prefixItems": [
            {"const": "https://www.w3.org/ns/credentials/v2"},
            {"pattern": r"^https://purl\.imsglobal\.org/spec/ob/v3p0/context-3\.0\.\d\.json$"},
        ], "minItems": 2},
        "type": {"type": "array", "contains": {"const": "OpenBadgeCredential"}},
        "validFrom": {"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "issuer": {"type": "object", "required": ["id", "type"], "properties": {"id": {"pattern": "^did:web:"}}},
        "credentialStatus": {"required": ["type", "statusPurpose", "statusListIndex", "statusListCredential"]},
        "credentialSubject": {
            "type": "object", "required": ["type", "achievement"], "additionalProperties": False,
            "properties": {
                "id": {"pattern": "^urn:uuid:"}, "type": {"contains": {"const": "AchievementSubject"}}, "result": {},
                "identifier": {"items": {
                    "required": ["type", "hashed", "identityHash", "identityType"], "additionalProperties": False,
                    "properties": {"type": {"const": "IdentityObject"}, "hashed": {"type": "boolean"},
                                   "identityHash": {"type": "string"}, "identityType": {"const": "name"}},
                }},
                "achievement": {
                    "type": "object", "required": ["id", "type", "criteria", "description", "name"],
                    "properties": {"criteria": {"required": ["narrative"]}, "achievementType": {
                        "enum": ["CertificateOfCompletion", "Assessment"],
                    }},
                },
            },
        },
    },
}  # fmt: skip


@pytest.fixture
def certificate(weekly: Series) -> Certificate:
    return weekly.issue(weekly.comes("Ada Abel", 3))


@pytest.fixture
def download() -> Callable[[str], bytes]:
    """What the internet would answer, from the site itself."""

    def get(address: str) -> bytes:
        assert address.startswith(SITE + "/")
        response = Client().get(address.removeprefix(SITE))
        assert response.status_code == 200
        return response.content

    return get


def verified(token: str, download: Callable[[str], bytes]) -> Any:
    verifier = OB3Verifier.for_issuer_did("did:web:network.example", download)
    return verifier.verify(token, check_status=True, download=download)


def test_an_independent_program_verifies_the_badge(
    certificate: Certificate, download: Callable[[str], bytes]
) -> None:
    """PR-07: machine-readable credential; did:web, Ed25519 and status list resolved from the site's own addresses."""
    found = verified(badges.token(certificate.sheet), download)
    assert (found.id, found.achievement.name) == (f"{SITE}/certificates/{certificate.code}/", "Wissensboost")
    assert [one.identity_hash for one in found.identifiers] == ["Ada Abel"]


def test_it_fits_the_shape_that_the_standard_asks_for(certificate: Certificate) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(badges.credential(certificate.sheet))


def test_nothing_of_the_person_but_the_printed_name_is_in_it(certificate: Certificate) -> None:
    claims = json.dumps(badges.credential(certificate.sheet))
    assert certificate.person is not None
    assert certificate.person.email not in claims
    assert certificate.person.slug not in claims


@pytest.mark.parametrize("how", ["revoked", "replaced"])
def test_what_has_ended_is_refused_by_the_status_list(
    weekly: Series, certificate: Certificate, download: Callable[[str], bytes], how: str
) -> None:
    """PR-F1."""
    other = weekly.issue(weekly.comes("Bea Bolt", 4))
    token = badges.token(certificate.sheet)
    if how == "revoked":
        actions.revoke(certificate, by=weekly.emil, reason="mistake")
    else:
        actions.correct_name(certificate, by=weekly.emil, name="Ada Åbel", reason="mistake")
    with pytest.raises(OB3VerificationError, match="revocation"):
        verified(token, download)
    assert verified(badges.token(other.sheet), download).id.endswith(f"/{other.code}/")


def test_one_changed_letter_breaks_the_signature(
    certificate: Certificate, download: Callable[[str], bytes]
) -> None:
    head, body, tail = badges.token(certificate.sheet).split(".")
    with pytest.raises(OB3VerificationError):
        verified(".".join([head, body[:-8] + ("A" if body[-8] != "A" else "B") + body[-7:], tail]), download)


def test_a_badge_signed_with_an_older_key_still_verifies(
    certificate: Certificate, download: Callable[[str], bytes], folders: Path
) -> None:
    """Keys are made once; a newer one signs from then on, the old one stays published."""
    old = badges.token(certificate.sheet)
    issuer._make(folders / "keys" / "certificates-2.pem")
    new = badges.token(certificate.sheet)
    assert old != new
    assert len(issuer.jwks()["keys"]) == 2
    assert verified(new, download).id == verified(old, download).id
    assert (folders / "keys" / "certificates-1.pem").stat().st_mode & 0o077 == 0
    assert all("d" not in key for key in issuer.jwks()["keys"])


def test_pictures_carry_the_badge(certificate: Certificate, download: Callable[[str], bytes]) -> None:
    """Baked SVG and PNG, read by the same independent program."""
    certificate.content["title_de"] = '<script>alert("x")</script> & Freunde'
    token = badges.token(certificate.sheet)
    drawn = badges.svg(certificate.sheet)
    assert OB3Verifier.extract_token_from_svg(drawn) == token
    assert b"<script>" not in drawn
    assert OB3Verifier.extract_token_from_png(badges.png(certificate.sheet)) == token


def test_json_wraps_the_signed_token(certificate: Certificate) -> None:
    wrapped = json.loads(badges.envelope(certificate.sheet))
    assert wrapped["type"] == "EnvelopedVerifiableCredential"
    assert wrapped["id"] == f"data:application/vc+jwt,{badges.token(certificate.sheet)}"


def test_the_public_documents_are_open_to_programs_and_set_no_cookie(db: None) -> None:
    for path in ("/.well-known/did.json", "/.well-known/jwks.json", "/credentials/status/0"):
        response = Client().get(path)
        assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*")
        assert not response.cookies
