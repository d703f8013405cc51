"""Who agreed to what, in which words, when, and when they took it back."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.take_part.admissions.scope import Desk, desk_page, shown
from kogge.take_part.registration.models import Consent, ConsentKind

from .. import exports

PER_PAGE = 100


@desk_page("registration.see")
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The proof: person, words, given, withdrawn. `?as=csv` takes it along."""
    rows = Consent.objects.filter(registration__admission=desk.terms)
    counts = Counter(rows.filter(withdrawn_at=None).order_by().values_list("kind", flat=True))
    wanted = request.GET.get("kind", "")
    rows = rows.filter(kind=wanted) if wanted in ConsentKind.values else rows
    rows = rows.select_related("registration", "seat", "text")
    if kind := request.GET.get("as"):
        head = [_("Agreed to"), _("Name"), _("Reference"), _("Version"), _("Given"), _("Withdrawn")]
        return exports.answer(kind, f"{desk.subject.slug}-consents", head, [_line(row) for row in rows])
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "wanted": wanted,
        "filters": _filters(desk, wanted, counts), "query": f"kind={wanted}" if wanted else "",
    }  # fmt: skip
    return shown(request, desk, "consents", "guests/consents_page", context)


def _filters(desk: Desk, wanted: str, counts: Counter[str]) -> list[dict[str, object]]:
    address = desk.address("consents")
    return [
        {
            "name": label,
            "count": counts[value],
            "current": wanted == value,
            "address": f"{address}?kind={value}",
        }
        for value, label in ConsentKind.choices
    ]


def _line(row: Consent) -> list[object]:
    name = row.seat.name if row.seat else row.registration.name
    moments = [
        f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else "" for at in (row.given_at, row.withdrawn_at)
    ]
    return [row.get_kind_display(), name, row.registration.reference, row.text.version, *moments]
