"""The hub of all proofs: one tile for each thing somebody may do, with what is open there."""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from kogge.core.page import page
from kogge.network.accounts.permissions import StaffRequest, is_office, may, requires
from kogge.prove.certificates.models import Certificate
from kogge.prove.questionnaires.queries import statuses

from ..models import Report
from ..queries import operations_for


class Tile(NamedTuple):
    """One part of the stage that proves. `number` names what is open there."""

    address: str
    action: str
    number: str
    title: str | Promise
    text: str | Promise


_REPORTS, _AUDIT = pgettext_lazy("funder", "Reports"), pgettext_lazy("hub", "Audit")
TILES = (
    Tile("conversations:log", "conversation.log", "", _("Log a conversation"), _("Three taps, also without network.")),
    Tile("hours:start", "hours.see", "hours", _("Hours"), _("What attendance is worth, by person and operation.")),
    Tile("answering:start", "questionnaire.see", "questionnaires", _("Questionnaires"), _("Answers, and open cases.")),
    Tile("conversations:list", "conversation.log", "", _("Conversations and voluntary work"), _("What was logged.")),
    Tile("certificates:rules", "certificate.see", "certificates", _("Certificates"), _("Rules, and what was issued.")),
    Tile("indicators:reports", "report.see", "reports", _REPORTS, _("Indicators, targets and estimates.")),
    Tile("evidence:start", "evidence.see", "evidence", _("Evidence"), _("Frozen lists, files, and what is missing.")),
    Tile("audit:start", "audit.see", "audit", _AUDIT, _("Samples, the history, and auditors’ access.")),
    Tile("keeping:start", "person.erase", "keeping", _("Retention and erasure"), _("What goes when, and who asked.")),
    Tile("duplicates:list", "person.merge", "duplicates", _("Possible duplicates"), _("Who may be there twice.")),
)  # fmt: skip


@requires("report.see")
def start(request: StaffRequest) -> HttpResponse:
    """Where proof begins."""
    operations = list(operations_for(request.user, "report.see"))
    numbers = {"questionnaires": sum(one.open for one in statuses(operations).values())}
    numbers["reports"] = Report.objects.filter(operation__in=operations, state=Report.State.DRAFT).count()
    issued = Certificate.objects.filter(state=Certificate.State.ISSUED, questioned_at__isnull=False)
    numbers["certificates"] = issued.count() if is_office(request.user) else 0
    tiles = [
        _shown(tile, numbers.get(tile.number, 0))
        for tile in TILES
        if may(request.user, tile.action) and reverse(tile.address)
    ]
    return page(request, "indicators/hub_page.html", {"tiles": tiles})


def _shown(tile: Tile, number: int) -> dict[str, Any]:
    meta = (
        ngettext("%(count)d open case", "%(count)d open cases", number) % {"count": number} if number else ""
    )
    return {"address": reverse(tile.address), "title": tile.title, "text": tile.text, "meta": meta}
