"""Who sends too many first drafts, by internet address, by the network around it and by mailbox (PL-F3).

A person always gets through: after a short wait with what was typed, also out of a network that programs abuse.
"""

import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.utils.translation import gettext as _

from kogge.core import throttle
from kogge.core.refusals import Refused

WAIT_SECONDS = 20
_HOUR = 3600
_FROM_ONE, _FROM_NETWORK, _PATIENT, _TO_ONE = 8, 20, 4, 6


class TooFast(Refused):
    """Taken after `WAIT_SECONDS`, with what was typed."""


def check(address: str, email: str, *, waited: int) -> None:
    """Refuse what looks like a program: one sender, one network, or one mailbox again and again."""
    local, _at, domain = email.casefold().rpartition("@")
    mailbox = f"{local.split('+')[0]}@{domain}"
    if not throttle.allows("call mailbox", mailbox, most=_TO_ONE, seconds=_HOUR):
        raise Refused(
            _(
                "This mail address was used often within an hour. Please look into your mail, or try again later."
            ),
            field="email",
        )
    here = throttle.allows("call address", address, most=_FROM_ONE, seconds=_HOUR)
    there = throttle.allows("call network", network(address), most=_FROM_NETWORK, seconds=_HOUR)
    if here and there:
        return
    if waited >= WAIT_SECONDS and throttle.allows("call patient", address, most=_PATIENT, seconds=_HOUR // 6):
        return
    sentence = _("Many answers came from your connection. Please wait %(seconds)s seconds and send again.")
    raise TooFast(sentence % {"seconds": WAIT_SECONDS})


def network(address: str) -> str:
    """The network around a sender: 256 addresses of IPv4, one site of IPv6."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False))


def origin(address: str) -> str:
    """A mark by which staff see that many answers came from one network, without knowing which."""
    return hmac.digest(settings.SECRET_KEY.encode(), network(address).encode(), hashlib.sha256).hex()[:16]
