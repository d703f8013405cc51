"""What somebody hands in on the form, and what they get back for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .models import Invitation, Registration


@dataclass(frozen=True)
class SeatWish:
    """One head of a group. The name may come later or never."""

    name: str = ""
    email: str = ""
    is_minor: bool = False


@dataclass(frozen=True)
class FileAnswer:
    """A file that was checked by its content and cleaned, ready to be stored."""

    question_id: int
    file: Any
    name: str
    kind: str


@dataclass(frozen=True)
class Application:
    """One party's wish. `capacity_id` is the event's seat (or its mode's), `session_capacity_ids` those of sessions.

    `answers` = {question id as text: value}; `consents` = ids of the ConsentText versions that were agreed to.
    The same `idempotency_key` sent again gives the same result for ever.
    """

    name: str
    email: str
    capacity_id: int
    idempotency_key: str
    language: str = "de"
    kind: str = Registration.Kind.PERSON
    heads: int = 1
    seats: tuple[SeatWish, ...] = ()
    session_capacity_ids: tuple[int, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[FileAnswer, ...] = ()
    consents: tuple[int, ...] = ()
    organization: str = ""
    postcode: str = ""
    is_minor: bool = False
    access_code: str = ""
    invitation: Invitation | None = None


@dataclass(frozen=True)
class Receipt:
    """What the page may say, alike for a new and a known address (D8).

    `confirmation` is "link" (look into your mail and click), "at_once" (the ticket is in your mail) or
    "approval" (the organiser decides and writes to you).
    """

    reference: str
    confirmation: str
