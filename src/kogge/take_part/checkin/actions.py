"""What staff do with a door: gates, devices, corrections, head counts."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history, links
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.plan.events.models import Event

from .models import Device, Door, Gate

PAIRING = "door device"
PAIRING_MINUTES = 30
STORE_KEY_HOURS = 12


def door_of(event: Event) -> Door:
    """The event's door; made when somebody first opens it."""
    return Door.objects.get_or_create(event=event)[0]


@transaction.atomic
def save_gate(door: Door, gate: Gate, *, by: User) -> Gate:
    """Add or change a gate."""
    is_new = gate.pk is None
    gate.door = door
    try:
        with transaction.atomic():
            gate.save()
    except IntegrityError:
        raise Refused(_("There is a gate with this name already."), field="name") from None
    after = {"name": gate.name, "area": gate.area, "direction": gate.direction, "hand_out": gate.hand_out}
    history.record(gate, "gate added" if is_new else "gate changed", by=by, after=after)
    return gate


@transaction.atomic
def retire_gate(gate: Gate, *, by: User) -> None:
    """Close a gate. Its scans stay, and late ones still arrive."""
    gate.retired_at = timezone.now()
    gate.save(update_fields=["retired_at"])
    history.record(gate, "gate closed", by=by)


@transaction.atomic
def add_device(door: Door, name: str, gates: list[Gate], *, by: User) -> Device:
    """Name a device that is to be paired."""
    device = Device.objects.create(door=door, name=name)
    device.gates.set(gates)
    history.record(device, "device added", by=by, after={"gates": [gate.pk for gate in gates]})
    return device


@transaction.atomic
def pairing_link(device: Device, *, by: User) -> str:
    """A link that pairs one phone, once, within half an hour. Older links of the device end."""
    links.revoke(PAIRING, device.pk)
    ends = timezone.now() + timedelta(minutes=PAIRING_MINUTES)
    secret = links.create(PAIRING, device.pk, ends)
    history.record(device, "pairing offered", by=by)
    return f"{settings.SITE_URL}{reverse('checkin:app', args=[device.pk])}#pair={secret}"


@transaction.atomic
def pair(secret: str, browser: str, *, by: str = "device") -> tuple[Device, str]:
    """Give the phone with this link its token. Of several phones with the link, one succeeds."""
    link = links.use(secret, PAIRING)
    device = Device.objects.select_for_update().get(pk=link.object_id)
    token = secrets.token_urlsafe(32)
    device.token_digest = digest(token)
    device.browser = browser[:120]
    device.paired_at = device.seen_at = timezone.now()
    device.revoked_at = None
    device.save()
    history.record(device, "device paired", by=by)
    return device, token


@transaction.atomic
def revoke_device(device: Device, *, by: User | str) -> None:
    """A phone is lost, or its turn is over: it gets no key any more and deletes its list at the next contact."""
    links.revoke(PAIRING, device.pk)
    if device.revoked_at is None:
        device.revoked_at = timezone.now()
        device.save(update_fields=["revoked_at"])
        history.record(device, "device revoked", by=by)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def store_key(device: Device) -> bytes:
    """The key under which the device keeps its list. Stored nowhere: made from the secret key and the token."""
    context = f"door store key:{device.pk}:{device.token_digest}".encode()
    return HKDF(hashes.SHA256(), 32, salt=None, info=context).derive(settings.SECRET_KEY.encode())


def actor(by: Any) -> str:
    """Who did it, as the history keeps it."""
    return by if isinstance(by, str) else str(getattr(by, "pk", ""))
