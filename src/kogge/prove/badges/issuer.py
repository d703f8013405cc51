"""Who signs badges: an Ed25519 key made once and kept under `KEYS`, and the documents by which others know it.

Another key is a further file beside the first (`docs/certificates.md`): the newest signs, and all stay published, so
that badges signed before still verify.
"""

import json
import os
import threading
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from joserfc import jws
from joserfc.jwk import OKPKey

_ALGORITHM = "EdDSA"
_NAME = "certificates-{}.pem"


class _Registry(jws.JWSRegistry):
    """Signs under the name that verifiers of Open Badges know; RFC 9864 has since split it, and joserfc warns."""

    def get_alg(self, name: str) -> jws.JWSAlgModel:
        return self.algorithms[_ALGORITHM]


def did() -> str:
    """The issuer's identifier (did:web): the site's own host, its port escaped."""
    return f"did:web:{quote(urlsplit(settings.SITE_URL).netloc, safe='')}"


def sign(claims: dict[str, Any]) -> str:
    """The claims as a compact JWS whose header names the key."""
    key = keys()[-1]
    header = {"alg": _ALGORITHM, "typ": "JWT", "kid": _kid(key)}
    return jws.serialize_compact(header, _json(claims), key, registry=_Registry())


def jwks() -> dict[str, Any]:
    """All public keys (RFC 7517)."""
    return {"keys": [_public(key) for key in reversed(keys())]}


def did_document() -> dict[str, Any]:
    """The DID document with every key that ever signed, the present one first (W3C DID Core)."""
    methods = [
        {"id": _kid(key), "type": "JsonWebKey", "controller": did(), "publicKeyJwk": _public(key)}
        for key in reversed(keys())
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"], "id": did(),
        "verificationMethod": methods, "assertionMethod": [one["id"] for one in methods],
    }  # fmt: skip


def keys() -> tuple[OKPKey, ...]:
    """Every key, the newest last; the first process that needs one makes it, and all agree on it."""
    folder = Path(settings.KEYS)
    found = sorted(folder.glob(_NAME.format("*")))
    if not found:
        _make(folder / _NAME.format("1"))
        found = sorted(folder.glob(_NAME.format("*")))
    return tuple(_read(path) for path in sorted(found, key=lambda path: (len(path.name), path.name)))


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    new.touch(mode=0o600)
    new.write_bytes(OKPKey.generate_key("Ed25519", private=True).as_pem(private=True))
    with suppress(FileExistsError):
        os.link(new, path)
    new.unlink()


@lru_cache(maxsize=16)
def _read(path: Path) -> OKPKey:
    return OKPKey.import_key(path.read_bytes())


def _kid(key: OKPKey) -> str:
    return f"{did()}#{key.thumbprint()}"


def _public(key: OKPKey) -> dict[str, Any]:
    return {**key.as_dict(private=False), "kid": key.thumbprint(), "alg": _ALGORITHM, "use": "sig"}


def _json(claims: dict[str, Any]) -> bytes:
    return json.dumps(claims, ensure_ascii=False, separators=(",", ":")).encode()
