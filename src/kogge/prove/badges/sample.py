"""A certificate of nobody, for the preview of a template."""

from datetime import UTC, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from kogge.network.directory.models import Organization

from .earning import Conditions
from .models import Template
from .sheet import Sheet

BOTH = ("de", "en")


def sheet(organization: Organization, look: Template) -> Sheet:
    """With a name that no person bears."""
    words = {code: _in(code) for code in BOTH}
    dates = [
        {"event": 0, "minutes": 90, "precision": "day", "on": f"2024-03-{day:02}", "until": "",
         **{f"title_{code}": f"{words[code]['date']} {number}" for code in BOTH}}
        for number, day in enumerate((7, 14, 21), 1)
    ]  # fmt: skip
    content = {
        "name": "Ada Muster-Beispiel", "organization": organization.name, "website": "", "dates": dates,
        "minutes": 270, "required": 3, "of": 4, "assessment": {}, "fictional": False, "funding": [],
        **{f"title_{code}": words[code]["title"] for code in BOTH}, **{f"contents_{code}": "" for code in BOTH},
    }  # fmt: skip
    day = datetime(2024, 3, 28, 9, tzinfo=UTC)
    return Sheet(
        0,
        "EXAMPLE22222",
        UUID(int=0),
        "de",
        day,
        content,
        look,
        "0/0",
        Conditions(3, 0, False),
        organization.slug,
    )


def _in(language: str) -> dict[str, str]:
    with override(language):
        return {"title": _("An example of a series"), "date": _("Example date")}
