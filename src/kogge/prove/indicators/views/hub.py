"""The hub of all proofs: one tile for each thing somebody may do, with what is open there."""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from kogge.core.page import page
from kogge.core.reactions import announce
from kogge.network.accounts.permissions import StaffRequest, may, requires
from kogge.prove.questionnaires.queries import statuses

from ..models import Report
from ..queries import operations_for
from .showing import address


class Tile(NamedTuple):
    """One part of the stage that proves. `number` names what is open there."""

    address: str
    action: str
    title: str | Promise
    text: str | Promise
    number: str


TILES = (
    Tile("conversations:log", "conversation.log", _("Log a conversation"), _("Three taps, also without network."), ""),
    Tile("hours:start", "hours.see", _("Hours"), _("What attendance is worth, by person and operation."), "hours"),
    Tile(
        "answering:start", "questionnaire.see", _("Questionnaires"),
        _("Who must be asked, who has answered, what is missing."), "questionnaires",
    ),
    Tile(
        "conversations:list", "conversation.log", _("Conversations and voluntary work"),
        _("What was logged, and what counts."), "",
    ),
    Tile(
        "certificates:rules", "certificate.see", _("Certificates"),
        _("Rules, what was issued, and what waits."), "certificates",
    ),
    Tile(
        "indicators:reports", "report.see", pgettext_lazy("funder", "Reports"),
        _("Indicators, targets and estimates of each operation."), "reports",
    ),
    Tile(
        "evidence:start", "evidence.see", _("Evidence"),
        _("Frozen lists, files, publicity, and what is missing."), "evidence",
    ),
    Tile(
        "audit:start", "audit.see", pgettext_lazy("hub", "Audit"),
        _("Samples, the history, and auditors’ access."), "audit",
    ),
    Tile(
        "keeping:start", "person.erase", _("Retention and erasure"),
        _("What goes when, and who asked to be erased."), "keeping",
    ),
    Tile("keeping:duplicates", "person.merge", _("Possible duplicates"), _("Who may be there twice."), "duplicates"),
)  # fmt: skip


@requires("report.see")
def start(request: StaffRequest) -> HttpResponse:
    """Where proof begins."""
    numbers: dict[str, int] = {}
    operations = list(operations_for(request.user, "report.see"))
    numbers["questionnaires"] = sum(one.open for one in statuses(operations).values())
    numbers["reports"] = Report.objects.filter(operation__in=operations, state=Report.State.DRAFT).count()
    announce("proof hub asked", user=request.user, numbers=numbers)
    tiles = [
        _shown(tile, numbers.get(tile.number, 0))
        for tile in TILES
        if may(request.user, tile.action) and address(tile.address)
    ]
    return page(request, "indicators/hub_page.html", {"tiles": tiles})


def _shown(tile: Tile, number: int) -> dict[str, Any]:
    meta = (
        ngettext("%(count)d open case", "%(count)d open cases", number) % {"count": number} if number else ""
    )
    return {"address": address(tile.address), "title": tile.title, "text": tile.text, "meta": meta}
