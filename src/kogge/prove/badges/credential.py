"""The certificate as an Open Badge 3.0: a W3C Verifiable Credential 2.0, signed as a JWT with Ed25519.

Sources: 1EdTech Open Badges 3.0, section 8.2 (VC-JWT: the payload is the credential, with iss, jti, sub and nbf beside
it); W3C VC Data Model 2.0; W3C Bitstring Status List 1.0; RFC 8037 (EdDSA), RFC 7638 (thumbprint as key id).
The subject is a random number, never a mail address: whoever verifies learns no more than what the paper says.
"""

import base64
import gzip
import json
import struct
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kogge.core import region
from kogge.take_part.tickets import codes

from . import wording
from .issuer import did, sign
from .sheet import Sheet, shown

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]  # fmt: skip
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
LIST_BITS = 131_072  # the least size, so that one bit hides among many (Bitstring Status List, 6.1)
_LIST_DAYS = 7
_ITXT = b"openbadgecredential"


def credential(sheet: Sheet) -> dict[str, Any]:
    """The claims of a certificate, as JSON-LD, in its own language whoever asks."""
    with override(sheet.language):
        return _credential(sheet, sheet.address)


def _credential(sheet: Sheet, address: str) -> dict[str, Any]:
    subject: dict[str, Any] = {
        "id": f"urn:uuid:{sheet.uid}", "type": ["AchievementSubject"],
        "identifier": [{
            "type": "IdentityObject", "hashed": False, "identityType": "name",
            "identityHash": sheet.content["name"],
        }],
        "achievement": _achievement(sheet),
    }  # fmt: skip
    if assessed := sheet.content["assessment"]:
        subject["result"] = [{"type": ["Result"], "value": assessed["result"]}]
    return {
        "@context": CONTEXT, "id": address, "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": sheet.content[f"title_{sheet.language}"],
        "issuer": {"id": did(), "type": ["Profile"], "name": str(region.current().network), "url": settings.SITE_URL},
        "validFrom": _moment(sheet.issued_at),
        "credentialSubject": subject,
        "credentialStatus": _status(sheet),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }  # fmt: skip


def token(sheet: Sheet) -> str:
    """The credential as a signed JWT; the same each time (Ed25519 is deterministic)."""
    claims = credential(sheet)
    return sign({
        **claims, "iss": claims["issuer"]["id"], "jti": claims["id"], "sub": claims["credentialSubject"]["id"],
        "nbf": int(sheet.issued_at.timestamp()),
    })  # fmt: skip


def envelope(sheet: Sheet) -> bytes:
    """The JWT inside JSON, as VC Data Model 2.0 section 4.13 wraps it, for programs that want a document."""
    wrapped = {
        "@context": CONTEXT[0], "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{token(sheet)}",
    }  # fmt: skip
    return json.dumps(wrapped, indent=1).encode()


def svg(sheet: Sheet) -> bytes:
    """A picture that carries the credential (Open Badges 3.0, section 5.3.2)."""
    title = sheet.content[f"title_{sheet.language}"]
    facts = {
        "code": shown(sheet.code), "lines": _lines(title), "token": token(sheet), "title": title,
        "organization": sheet.content["organization"],
    }  # fmt: skip
    with override(sheet.language):
        return render_to_string("badges/badge.svg", facts).encode()


def png(sheet: Sheet) -> bytes:
    """The QR code of the public page as a picture that carries the credential (section 5.3.1)."""
    picture = codes.png(sheet.address, scale=10)
    content = _ITXT + bytes(5) + token(sheet).encode()
    chunk = struct.pack(">I", len(content)) + b"iTXt" + content
    chunk += struct.pack(">I", zlib.crc32(b"iTXt" + content))
    return picture[:-12] + chunk + picture[-12:]  # before IEND, which is always twelve bytes


def status_list(number: int, ended: Iterable[int]) -> str:
    """The signed list in which each certificate has one bit, set for those (by serial) that have ended."""
    address = _list_address(number)
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    return sign({
        "@context": [CONTEXT[0]], "id": address, "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did(), "validFrom": _moment(now), "validUntil": _moment(now + timedelta(days=_LIST_DAYS)),
        "credentialSubject": {
            "id": f"{address}#list", "type": "BitstringStatusList", "statusPurpose": "revocation",
            "encodedList": _encoded(serial - number * LIST_BITS for serial in ended),
        },
        "iss": did(), "jti": address, "nbf": int(now.timestamp()),
    })  # fmt: skip


def _achievement(sheet: Sheet) -> dict[str, Any]:
    content, language = sheet.content, sheet.language
    conditions = wording.rule(sheet.conditions, content["of"])
    hours = wording.duration(content["minutes"])
    title = content[f"title_{language}"]
    centre = settings.SITE_URL + reverse("website:organization", args=[sheet.centre])
    return {
        "id": uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/certificates/{sheet.rule}").urn, "type": ["Achievement"],
        "achievementType": "Assessment" if content["assessment"] else "CertificateOfCompletion",
        "name": title, "description": content[f"contents_{language}"] or f"{title} ({hours})",
        "criteria": {"narrative": conditions}, "inLanguage": language,
        "creator": {"id": centre, "type": ["Profile"], "name": content["organization"]},
    }  # fmt: skip


def _status(sheet: Sheet) -> dict[str, str]:
    number, index = divmod(sheet.serial, LIST_BITS)
    address = _list_address(number)
    return {
        "id": f"{address}#{index}", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": str(index), "statusListCredential": address,
    }  # fmt: skip


def _list_address(number: int) -> str:
    return settings.SITE_URL + reverse("credentials:status", args=[number])


def _encoded(bits: Iterable[int]) -> str:
    field = bytearray(LIST_BITS // 8)
    for bit in bits:
        field[bit // 8] |= 0x80 >> (bit % 8)
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(field), mtime=0)).decode().rstrip("=")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _lines(title: str) -> list[str]:
    """A title in up to four lines of the badge's width."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) > 20:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line[:24] for line in lines[:4]]
