"""How often one address may do something, counted once for all processes in the shared cache."""

import hashlib
import time

from django.core.cache import cache


def allows(action: str, key: str, *, most: int, seconds: int) -> bool:
    """Count one attempt and say whether it is still within `most` per `seconds`.

    The key, such as an internet address, is kept as a hash only and forgotten after the period.
    """
    window = int(time.time()) // seconds
    digest = hashlib.sha256(f"{action}:{key}:{window}".encode()).hexdigest()[:40]
    counter = f"throttle:{digest}"
    if cache.add(counter, 1, seconds):
        return True
    try:
        return cache.incr(counter) <= most
    except ValueError:  # the period ended in between
        return True
