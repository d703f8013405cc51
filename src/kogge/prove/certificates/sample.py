"""A certificate of nobody, for the preview of a template."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from kogge.network.directory.models import Organization

from .content import BOTH
from .models import Certificate, Template


def certificate(organization: Organization, look: Template) -> Certificate:
    """Unsaved, with a name that no person bears."""
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
    return Certificate(
        code="EXAMPLE22222", content=content, template=look, issued_at=datetime(2024, 3, 28, 9, tzinfo=UTC)
    )


def _in(language: str) -> dict[str, str]:
    with override(language):
        return {"title": _("An example of a series"), "date": _("Example date")}
