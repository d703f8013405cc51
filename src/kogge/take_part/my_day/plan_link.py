"""The secret link of a plan: its random uid and a keyed hash of it, so that nothing in the database opens it."""

import base64
import binascii
import hmac
import uuid

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from .models import Plan

_TAG = 16


def secret_of(plan: Plan) -> str:
    """43 letters, digits, `-` and `_`."""
    return base64.urlsafe_b64encode(plan.uid.bytes + _tag(plan.uid)).decode().rstrip("=")


def path_of(plan: Plan, name: str = "plan", *args: str) -> str:
    """The path of one of the plan's pages."""
    return reverse(f"my_day:{name}", args=[secret_of(plan), *args])


def address_of(plan: Plan, name: str = "plan", *args: str) -> str:
    """The whole address for a mail or another phone."""
    return settings.SITE_URL + path_of(plan, name, *args)


def open_plan(secret: str) -> Plan:
    """The plan with this secret, its event and registration loaded, or Refused with a sentence."""
    uid = _uid(secret)
    plan = (
        uid
        and Plan.objects.select_related("event", "registration__capacity", "registration__admission")
        .filter(uid=uid)
        .first()
    )
    if not plan or not hmac.compare_digest(secret_of(plan), secret):
        raise Refused(
            _(
                "This day is not known: it was deleted, or the address is not complete. "
                "It ends 30 days after the event."
            )
        )
    return plan


def _uid(secret: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(bytes=base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))[:-_TAG])
    except (ValueError, binascii.Error, UnicodeEncodeError):
        return None


def _tag(uid: uuid.UUID) -> bytes:
    return hmac.digest(b"my day:" + settings.SECRET_KEY.encode(), uid.bytes, "sha256")[:_TAG]
