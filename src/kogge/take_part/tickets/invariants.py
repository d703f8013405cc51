"""What must hold of tickets (I9); `check_invariants` asks."""

from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag

from kogge.core.refusals import Refused

from . import keys, signing
from .models import RevokedSerial, SigningKey


def faults(live: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A sentence for each live ticket (serial, text) that does not verify, names another, or was revoked."""
    rows = list(live)
    revoked = set(RevokedSerial.objects.values_list("serial", flat=True))
    seen: set[str] = set()
    for serial, text in rows:
        if serial in seen:
            yield f"Two live tickets bear the serial {serial}."
        seen.add(serial)
        if serial in revoked:
            yield f"The ticket {serial} is live although it was revoked."
        try:
            if signing.verified(text).serial != serial:
                yield f"The ticket {serial} names another serial."
        except Refused as refusal:
            yield f"The ticket {serial} does not verify: {refusal}"
    if SigningKey.objects.filter(signs=True).exists():
        try:
            keys.current()
        except InvalidTag:
            yield "The key that signs cannot be opened."
