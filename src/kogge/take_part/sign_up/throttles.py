"""Who sends too much, by internet address and by shape. A person always gets through: after a short wait.

The first few of a period are counted in this process alone and cost no statement, which is what a rush of many
people looks like; from then on one counter for all processes decides.
"""

import ipaddress
import threading
import time
from collections import Counter

from django.utils.translation import gettext as _

from kogge.core import throttle
from kogge.core.refusals import Refused

WAIT_SECONDS = 20
_MINUTE, _HOUR = 60, 3600
_FEW = 5
_MOST_KEPT = 50_000


class TooFast(Refused):
    """Taken after `WAIT_SECONDS`, with what was typed."""


def check(address: str, email: str, capacity_id: int, *, waited: int) -> None:
    """Refuse what looks like a program: one sender, one mailbox under many names, one network at one capacity."""
    host, network = _networks(address)
    if not _allows("mailbox", _mailbox(email), most=6, seconds=_HOUR):
        raise Refused(
            _(
                "This mail address was used often within an hour. Please look into your mail, or try again later."
            ),
            field="email",
        )
    here = _allows("address", host, most=30, seconds=_MINUTE)
    there = _allows("network", f"{network} {capacity_id}", most=120, seconds=_MINUTE)
    patient = waited >= WAIT_SECONDS and _allows("patient", host, most=30, seconds=_MINUTE)
    if not (here and there) and not patient:
        sentence = _(
            "Many registrations came from your connection. Please wait %(seconds)s seconds and send again."
        )
        raise TooFast(sentence % {"seconds": WAIT_SECONDS})


def forget() -> None:
    """Begin counting anew."""
    _counted.clear()


def _networks(address: str) -> tuple[str, str]:
    """The sender (an IPv6 household has 2^64 addresses) and the network around it."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address, address
    sender, around = (32, 24) if found.version == 4 else (64, 48)
    return (
        str(ipaddress.ip_network((found, sender), strict=False)),
        str(ipaddress.ip_network((found, around), strict=False)),
    )


def _mailbox(email: str) -> str:
    """Where mail to this address arrives: most hosts ignore case and what follows a plus."""
    local, _at, domain = email.casefold().rpartition("@")
    return f"{local.split('+')[0]}@{domain}"


class _Counted:
    """Attempts of the present minute and hour in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers: dict[int, tuple[int, Counter[str]]] = {}

    def clear(self) -> None:
        self._numbers.clear()

    def count(self, key: str, seconds: int) -> int:
        now = int(time.time()) // seconds
        with self._lock:
            period, numbers = self._numbers.get(seconds, (0, Counter[str]()))
            if period != now or len(numbers) > _MOST_KEPT:
                numbers = Counter[str]()
                self._numbers[seconds] = (now, numbers)
            numbers[key] += 1
            return numbers[key]


_counted = _Counted()


def _allows(action: str, key: str, *, most: int, seconds: int) -> bool:
    free = min(_FEW, most // 2)
    if _counted.count(f"{action} {key}", seconds) <= free:
        return True
    return throttle.allows(f"registration {action}", key, most=most - free, seconds=seconds)
