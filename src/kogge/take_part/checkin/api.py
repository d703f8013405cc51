"""What devices call (docs/door-protocol.md): JSON, a bearer token, no cookie."""

import base64
import json
import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from kogge.core import throttle
from kogge.core.refusals import Refused
from kogge.take_part.tickets import signing

from . import actions, reports
from .door_plan import DoorPlan, plan_of
from .facts import milliseconds
from .models import Device, Door
from .roster import known_version, roster_of

SYNC_SECONDS = 10
_SEEN_AGAIN = timedelta(seconds=20)
DeviceView = Callable[[HttpRequest, Device], HttpResponse]


def for_devices(view: DeviceView) -> Callable[[HttpRequest], HttpResponse]:
    """Guard a view by the device's token, answer in the device's language, keep nothing on the way."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        with translation.override(_language(request)):
            scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
            device = None
            if scheme == "Bearer" and token:
                device = _device(actions.digest(token))
            if device is None:
                return _answer({"error": _("This device is not paired."), "revoked": False}, 401)
            if device.revoked_at:
                return _answer({"error": _("This device was locked by the team."), "revoked": True}, 401)
            response = view(request, device)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return guarded


@csrf_exempt
@require_POST
def pair(request: HttpRequest) -> HttpResponse:
    """Exchange the link's secret for a token, once."""
    with translation.override(_language(request)):
        if not throttle.allows("pair", request.META.get("REMOTE_ADDR", ""), most=30, seconds=60):
            return _answer({"error": _("Too many attempts. Please wait a minute.")}, 429)
        try:
            body = _body(request)
            device, token = actions.pair(str(body.get("secret", "")), str(body.get("browser", "")))
        except Refused as refusal:
            return _answer({"error": str(refusal)}, 410)
        return _answer({"token": token, "device": device.pk, "name": device.name})


@require_GET
@for_devices
def start(request: HttpRequest, device: Device) -> HttpResponse:
    """All that a device needs to work without a network afterwards, save the list of people."""
    plan = plan_of(device.door, fresh=True)
    event = device.door.event
    until = timezone.now() + timedelta(hours=actions.STORE_KEY_HOURS)
    return _answer(
        {
            "time": _now(),
            "device": {"id": device.pk, "name": device.name},
            "event": {
                "slug": event.slug, "title": str(event), "scopes": plan.scopes,
                "starts_at": _moment(event.starts_at), "ends_at": _moment(event.ends_at),
            },
            "gates": _gates(plan, device),
            "keys": [{"id": key.key_id, "public": _text(key.public)} for key in signing.public_keys()],
            "store_key": _text(actions.store_key(device)), "store_key_until": milliseconds(until),
            "salt": device.door.salt, "sync_seconds": SYNC_SECONDS,
        }
    )  # fmt: skip


@require_GET
@for_devices
def roster(request: HttpRequest, device: Device) -> HttpResponse:
    """The list: all of it, what changed since a version, or 304."""
    now = roster_of(device.door)
    etag = f'"{now.version}"'
    since = request.GET.get("since", "")
    if etag in (request.headers.get("If-None-Match", ""), f'"{since}"'):
        response = HttpResponse(status=304)
    else:
        response = _answer(now.answer(device.door.salt, known_version(device.door, since) if since else None))
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


@require_POST
@for_devices
def push(request: HttpRequest, device: Device) -> HttpResponse:
    """Store what the device reports and tell it what the others did."""
    received = _now()
    try:
        answer = reports.take(device, _body(request))
    except Refused as refusal:
        return _answer({"error": str(refusal)}, 400)
    _seen(device)
    return _answer({"received": received, "time": _now(), **answer})


@require_GET
@for_devices
def presence(request: HttpRequest, device: Device) -> HttpResponse:
    """Who is inside, by area."""
    return _answer({"time": _now(), "areas": reports.presence(device.door)})


@require_POST
@for_devices
def unpair(request: HttpRequest, device: Device) -> HttpResponse:
    """The device's own good-bye."""
    actions.revoke_device(device, by="device")
    return _answer({})


def _device(digest: str) -> Device | None:
    """Written out, because building the query costs more processor time than answering it, at each scan."""
    found = list(Device.objects.raw("SELECT * FROM checkin_device WHERE token_digest = %s", [digest]))
    if not found:
        return None
    [found[0].door] = Door.objects.raw("SELECT * FROM checkin_door WHERE id = %s", [found[0].door_id])
    return found[0]


def _gates(plan: DoorPlan, device: Device) -> list[dict[str, Any]]:
    own = set(device.gates.values_list("pk", flat=True))
    closed = set(device.door.gates.exclude(retired_at=None).values_list("pk", flat=True))
    return [
        {
            "id": gate.id, "name": gate.name, "area": gate.area, "area_title": gate.area_title,
            "direction": gate.direction, "hand_out": gate.hand_out,
            "starts_at": _moment(gate.starts_at), "ends_at": _moment(gate.ends_at),
        }
        for gate in plan.gates.values()
        if gate.id not in closed and (not own or gate.id in own)
    ]  # fmt: skip


def _seen(device: Device) -> None:
    now = timezone.now()
    if device.seen_at is None or now - device.seen_at > _SEEN_AGAIN:
        Device.objects.filter(pk=device.pk).update(
            seen_at=now, offset_ms=device.offset_ms, round_trip_ms=device.round_trip_ms
        )


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except (ValueError, UnicodeDecodeError, RecursionError):
        raise Refused(_("This cannot be read as JSON.")) from None
    if not isinstance(body, dict):
        raise Refused(_("This cannot be read as JSON."))
    return body


def _language(request: HttpRequest) -> str:
    return "en" if request.headers.get("Accept-Language", "").startswith("en") else "de"


def _answer(content: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, json_dumps_params={"separators": (",", ":")})


def _now() -> int:
    return time.time_ns() // 1_000_000


def _moment(at: Any) -> int | None:
    return milliseconds(at) if at else None


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
