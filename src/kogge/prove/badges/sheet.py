"""All that stands on one certificate, whoever keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from .earning import Conditions
from .models import Template


@dataclass(frozen=True)
class Sheet:
    """`serial` is its place in the status list, `rule` names rule and version, `centre` is a slug."""

    serial: int
    code: str
    uid: UUID
    language: str
    issued_at: datetime
    content: Mapping[str, Any]
    template: Template | None
    rule: str
    conditions: Conditions
    centre: str

    @property
    def address(self) -> str:
        """The public page in the active language, which the QR code says: short, and without any name."""
        return settings.SITE_URL + reverse("certificates:verify", args=[self.code])


def shown(code: str) -> str:
    """A code in three groups of four, as people read it aloud."""
    return "-".join(code[start : start + 4] for start in (0, 4, 8))
