"""One letter from one source: blocks of words that become plain text and light HTML, and go into the outbox.

Letters are made of finished words only: nothing that a stranger wrote is ever read as a template, a link or markup.
"""

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kogge.core import outbox, region
from kogge.publish.feeds import clean
from kogge.take_part.tickets import codes

from .funding import Funding, emblem

LONGEST_SUBJECT = 59
_LOOKS_LIKE_A_LINK = re.compile(r"[@/\\:]|[^\s.]\.[^\s.]")


@dataclass(frozen=True)
class Text:
    """Paragraphs, each line as it is written."""

    words: str
    kind = "text"

    @property
    def plain(self) -> str:
        return self.words


@dataclass(frozen=True)
class Quote(Text):
    """Words of somebody else, marked as such."""

    kind = "quote"

    @property
    def plain(self) -> str:
        return "\n".join(f"> {line}".rstrip() for line in self.words.splitlines())


@dataclass(frozen=True)
class Facts:
    """Terms and what they are; empty values are left out."""

    rows: tuple[tuple[str, str], ...]
    title: str = ""
    kind = "facts"

    @property
    def shown(self) -> list[tuple[str, str]]:
        return [(term, value) for term, value in self.rows if value]

    @property
    def plain(self) -> str:
        lines = [self.title] if self.title else []
        return "\n".join(lines + [f"{term}: {value}" for term, value in self.shown])


@dataclass(frozen=True)
class Button:
    """Somewhere to go. The address stands in the open, so that everybody sees where it leads."""

    label: str
    address: str
    kind = "button"

    @property
    def plain(self) -> str:
        return f"{self.label}:\n{self.address}"


@dataclass(frozen=True)
class Ticket:
    """A code for the door, as a picture and as the text that somebody can type."""

    name: str
    code: str
    reference: str
    picture: str
    kind = "ticket"

    @property
    def plain(self) -> str:
        return f"{self.name}\n{_('Registration number')}: {self.reference}\n{_('Code')}: {self.code}"


Block = Text | Facts | Button | Ticket


@dataclass(frozen=True)
class Letter:
    """What one person reads. `why` says why they get it, `controller` who answers for the data."""

    subject: str
    blocks: tuple[Block, ...]
    why: str
    controller: str
    name: str = ""
    unsubscribe: str = ""
    funding: Funding | None = None

    @property
    def greeting(self) -> str:
        name = spoken(self.name)
        return _("Good day %(name)s,") % {"name": name} if name else _("Good day,")

    @property
    def network(self) -> str:
        return str(region.current().network)

    @property
    def closing(self) -> tuple[str, ...]:
        """The lines below the signature."""
        privacy = settings.SITE_URL + reverse("website:privacy")
        facts = {"name": self.controller or self.network, "address": privacy}
        controller = _("%(name)s is responsible for your data. Privacy: %(address)s") % facts
        leave = _("No more such letters: %(address)s") % {"address": self.unsubscribe}
        return (self.why, controller, *([leave] if self.unsubscribe else []))


def spoken(name: str) -> str:
    """A name as a greeting says it; nothing where it is long or reads like an advertisement's address."""
    line = clean.line(name)
    return "" if len(line) > 80 or _LOOKS_LIKE_A_LINK.search(line) else line


def subject(words: str, title: str) -> str:
    """A subject line that phones show whole: the title is cut where it would grow too long."""
    room = LONGEST_SUBJECT - len(words % {"title": ""})
    line = clean.line(title)
    return words % {"title": line if len(line) <= room else line[: room - 1].rstrip(" ,.:–-") + "…"}


def plain(letter: Letter) -> str:
    """The letter for people who read plain text."""
    blocks = "\n\n".join(block.plain for block in letter.blocks)
    signature = f"{_('Kind regards')}\n{letter.network}"
    signature += f"\n\n{letter.funding.plain}" if letter.funding else ""
    return "\n\n".join([letter.greeting, blocks, signature, "-- \n" + "\n".join(letter.closing)]) + "\n"


def html(letter: Letter) -> str:
    """The same letter as HTML: no tables, nothing from elsewhere, light and dark."""
    style = format_html("<style>{}</style>", render_to_string("letters/letter.css"))
    facts = {"letter": letter, "style": style, "language": get_language()}
    return render_to_string("letters/letter.html", facts)


def post(
    letter: Letter,
    *,
    to: str,
    cause: str,
    about: str = "",
    attachments: Sequence[Mapping[str, str]] = (),
    **more: Any,
) -> None:
    """Put a letter into the outbox in the active language; without an address there is nobody to write to."""
    if not to:
        return
    pictures = [_picture(block) for block in letter.blocks if isinstance(block, Ticket)]
    pictures += [emblem()] if letter.funding and letter.funding.emblem == "eu" else []
    outbox.post(
        cause=cause, to=to, about=about, subject=letter.subject, text=plain(letter), html=html(letter),
        attachments=[*pictures, *attachments], **more,
    )  # fmt: skip


def _picture(ticket: Ticket) -> Mapping[str, str]:
    drawn = base64.b64encode(codes.png(ticket.code, scale=6)).decode()
    return {"name": ticket.picture, "type": "image/png", "base64": drawn, "shown": "inline"}
