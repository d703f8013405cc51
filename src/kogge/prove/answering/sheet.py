"""The questions on paper as PDF/UA: a letter with the sheet, for people without mail address and for the desk.

All texts go in as data, never as markup. The code in the corner finds the person again, so that no name need stand on
the pages with answers.
"""

import json
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from kogge.core import region
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.profiles.emblems import emblem
from kogge.prove.profiles.profile import Question
from kogge.prove.profiles.queries import profile_of
from kogge.prove.questionnaires import link
from kogge.prove.questionnaires.answers import is_mandatory
from kogge.prove.questionnaires.letters import title_of
from kogge.prove.questionnaires.models import Questionnaire, State
from kogge.take_part.tickets import codes

from .forms import no_answer

_TEMPLATE = Path(__file__).parent / "typst" / "sheet.typ"


def pdf(row: Questionnaire) -> bytes:
    """The letter and the questions of this stage in the active language."""
    content = json.dumps(_content(row))
    inputs = {"content": content}
    try:
        made = typst.compile(_TEMPLATE, sys_inputs=inputs, pdf_standards="ua-1", ignore_system_fonts=True)
    except typst.TypstError:  # a name in a script that no font here has: the sheet is needed all the same
        made = typst.compile(_TEMPLATE, sys_inputs=inputs)
    return bytes(made)  # type: ignore[arg-type]


def _content(row: Questionnaire) -> dict[str, Any]:
    operation = row.participant.operation
    profile = profile_of(operation)
    language = (get_language() or "de")[:2]
    is_open = row.state == State.INVITED and row.expires_at is not None
    address = link.address_of(row) if is_open else ""
    questions = profile.asked(row.stage)
    return {
        "language": language, "title": title_of(operation),
        "name": row.participant.person.name, "code": row.participant.code,
        "asks": str(operation.beneficiary or region.current().network),
        "fund": profile.name[language], "statement": profile.statement[language], "emblem": emblem(profile.emblem),
        "address": address, "picture": str(codes.svg(address)) if address else "",
        "until": date_format(timezone.localtime(row.expires_at), "DATE_FORMAT") if is_open else "",
        "mandatory": [_question(one, language) for one in questions if is_mandatory(one)],
        "voluntary": [_question(one, language) for one in questions if not is_mandatory(one)],
        "words": _words(profile.retention_years, profile.minimum_minutes // 60),
        "fictional": _("Fictional data") if is_fictional(operation) else "",
    }  # fmt: skip


def _question(question: Question, language: str) -> dict[str, Any]:
    options = [one.label[language] for one in question.options]
    if question.kind == "yes_no":
        options = [_("Yes"), _("No")]
    if question.allows_no_answer:
        options.append(no_answer())
    hints = (question.hint.get(language, ""), question.why.get(language, ""))
    return {
        "label": question.label[language], "hint": hints[0],
        "why": _("Why we ask: %(why)s") % {"why": hints[1]} if hints[1] else "",
        "options": options, "writes": question.kind in {"year", "text"},
        "several": _("Several answers are possible.") if question.kind == "choices" else "",
    }  # fmt: skip


def _words(years: int, hours: int) -> dict[str, str]:
    facts = {"years": years, "hours": hours}
    return {
        "heading": _("A few questions, once"),
        "emblem": _("Emblem of the European Union"),
        "code": _("Code"),
        "for": pgettext("whom a sheet is for", "For"),
        "why": _("You took part for %(hours)s hours or more in events that a fund pays for. The law obliges the "
                 "project to tell the fund for whom the money was used.") % facts,
        "name": _("Your name stays with the project. The fund sees a code only."),
        "kept": _("Your answers are kept under a key of their own until %(years)s years after the project was paid, "
                  "then they are deleted. The team that runs the events cannot read them.") % facts,
        "link": _("You can also answer on your phone until %(until)s:"),
        "back": _("Please tick and send the sheet back to the project, or hand it in at the next event."),
        "mandatory": _("The fund needs these answers"),
        "voluntary": _("Voluntary: you may leave these out"),
        "date": _("Date"),
    }  # fmt: skip
