"""Makes, seals, opens and rotates the keys that sign tickets."""

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User

from .models import SigningKey

_NONCE = 12


def current() -> tuple[int, Ed25519PrivateKey]:
    """Number and private half of the key that signs now. The first ticket makes the first key.

    After the platform's secret key was replaced, the sealed half can no longer be opened: a new key takes over.
    """
    row = SigningKey.objects.filter(signs=True).first()
    if row is not None:
        try:
            return row.key_id, _opened(bytes(row.sealed), settings.SECRET_KEY)
        except InvalidTag:
            rotate(by="secret key replaced")
            return current()
    try:
        with transaction.atomic():
            _make(1 + (SigningKey.objects.aggregate(last=Max("key_id"))["last"] or 0))
    except IntegrityError:  # another process was first
        pass
    return current()


@transaction.atomic
def rotate(*, by: User | str) -> SigningKey:
    """Let a new key sign from now on. Tickets of older keys stay valid until their time ends."""
    numbers = SigningKey.objects.select_for_update().values_list("key_id", flat=True)
    number = 1 + max(numbers, default=0)
    if number > 255:
        raise Refused(_("There have been 255 keys already; a ticket has no room for more."))
    SigningKey.objects.filter(signs=True).update(signs=False)
    key = _make(number)
    history.record(key, "ticket key made", by=by, after={"key_id": number})
    return key


@lru_cache(maxsize=64)
def public(content: bytes) -> Ed25519PublicKey:
    """A public half, ready to verify."""
    return Ed25519PublicKey.from_public_bytes(content)


def _make(number: int) -> SigningKey:
    private = Ed25519PrivateKey.generate()
    nonce = os.urandom(_NONCE)
    sealed = nonce + _box(settings.SECRET_KEY).encrypt(nonce, private.private_bytes_raw(), b"ticket key")
    return SigningKey.objects.create(
        key_id=number, public=private.public_key().public_bytes_raw(), sealed=sealed
    )


@lru_cache(maxsize=8)
def _opened(sealed: bytes, secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(
        _box(secret).decrypt(sealed[:_NONCE], sealed[_NONCE:], b"ticket key")
    )


def _box(secret: str) -> AESGCM:
    """AES-GCM with a key that comes from the platform's secret key and serves nothing else."""
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"kogge ticket keys")
    return AESGCM(derived.derive(secret.encode()))
