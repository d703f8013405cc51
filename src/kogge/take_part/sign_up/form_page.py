"""What the page of the form shows around its fields."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kogge.core.periods import hours, period
from kogge.core.translated import translated
from kogge.take_part.registration.models import Admission
from kogge.take_part.registration.personal_link import secret_of

from . import data_notice
from .choice import SessionChoice
from .forms import SignUpForm
from .standing import Counted, Standing, free_seats, notice
from .terms import Terms

_DATA = "sign_up/components/data_notice.html"


def context(terms: Terms, found: Standing, counters: list[Counted]) -> dict[str, Any]:
    """Head, notice and data notice: alike for all, the words kept in memory with the terms."""
    language = get_language() or "de"
    if language not in terms.fragments:
        terms.fragments[language] = {
            "crumbs": _crumbs(terms),
            "dates": [_date(one) for one in terms.dates],
            "data_notice": render_to_string(_DATA, {"data": data_notice.of(terms)}),
            "about": _address(terms),
        }
    admission = terms.admission
    seats = free_seats(counters[0], waiting_list=admission.has_waiting_list) if len(counters) == 1 else ""
    return {
        **terms.fragments[language],
        "terms": terms,
        "record": terms.record,
        "admission": admission,
        "notice": notice(admission, found, counters),
        "seats": seats if found is Standing.OPEN else "",
        "asks_code": admission.access == Admission.Access.CODE,
    }


def with_form(form: SignUpForm) -> dict[str, Any]:
    """The form with its choice of sessions and the questions of each session."""
    choice: SessionChoice = form.choice
    terms = form.terms
    chosen = form.data_chosen
    asked = [
        {"capacity": one.pk, "title": translated(terms.sessions[one.session_id], "title"), "fields": fields}
        for one in choice.offered
        if one.session_id is not None and (fields := form.of_session(one.session_id))
    ]
    party = ("heads", "seats", "all_minors", "organization")
    return {
        "form": form,
        "days": choice.days(chosen) if choice.offered else [],
        "chosen": chosen,
        "party": [form[name] for name in party if name in form.fields],
        "questions": form.of_session(None),
        "session_questions": asked,
        "has_files": any(question.kind == "file" for question in form.questions),
        "invitation": secret_of(form.invitation) if form.invitation else "",
    }


def _address(terms: Terms) -> str:
    return reverse(f"programme:{terms.kind}", args=[terms.slug])


def _crumbs(terms: Terms) -> list[dict[str, Any]]:
    return [
        {"name": _("Calendar"), "address": reverse("website:calendar")},
        {"name": translated(terms.record, "title"), "address": _address(terms)},
        {"name": _("Registration"), "address": ""},
    ]


def _date(record: dict[str, Any]) -> str:
    """Day, time and place in one line."""
    parts = (
        period(record["starts_on"], record["ends_on"], record["precision"], weekday=True),
        hours(record["starts_at"], record["ends_at"]) if record["precision"] == "day" else "",
        record["place"]["name"] if record["place"] else "",
    )
    return " · ".join(part for part in parts if part)
