"""What certificates add when others ask: the personal page, somebody's own data, erasure, retention, invariants."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from kogge.core.models import HistoryEntry
from kogge.core.translated import translated
from kogge.network.directory.models import Person
from kogge.prove.badges import document, earning, wording
from kogge.prove.hours.models import Holder, Participant
from kogge.prove.seals.contracts import Letter, Plan, RetentionRow
from kogge.take_part.registration.models import Registration, Seat

from . import actions, addresses, queries
from .models import Certificate, CertificateRule

APP = "certificates"
KEPT_YEARS = 10
_CODE_IN_PDF = re.compile(rb"/Keywords\(([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})\)")


def personal_page_asked(
    *, registration: Registration, seat: Seat | None, notes: list[dict[str, str]]
) -> None:
    """The certificate, or what is missing still, on the page of whoever has a seat (PR-07)."""
    event, series = registration.admission.event, registration.admission.series
    if registration.state != "confirmed" or (seat is None and registration.kind != Registration.Kind.PERSON):
        return
    scope = Q(events=event) | Q(series__events=event) if event else Q(series=series)
    rules = list(queries.with_dates().filter(scope).distinct())
    person = _person_of(registration, seat) if rules else None
    for rule in rules:
        rounds = [
            one for one in queries.rounds_of(rule) if one.has_begun and (event is None or event in one.events)
        ]
        if rounds:
            notes.append(_note(rule, rounds[-1], person))


def own_data_asked(*, registration: Registration, seat: Seat | None, data: dict[str, Any]) -> None:
    """Put into somebody's own data which certificates they hold or held."""
    person = _person_of(registration, seat)
    if person is not None:
        data["certificates"] = [
            {
                "code": one.shown_code,
                "state": str(one.get_state_display()),
                "issued_at": one.issued_at,
                **one.content,
            }
            for one in Certificate.objects.filter(person=person)
        ]


def person_erased(*, person: Person, by: Any, letter: Letter) -> None:
    """Names go from certificates; their codes stay, so that none is ever given again."""
    people = [person.pk, *person.merged_from.values_list("pk", flat=True)]
    held = list(Certificate.objects.filter(person__in=people, erased_at=None).select_related("rule"))
    for one in held:
        for participant in Participant.objects.filter(
            person__in=people, operation__events__in=[row["event"] for row in one.content["dates"]]
        ).distinct().select_related("operation"):  # fmt: skip
            letter.seal(
                APP, participant.operation, participant.code, name=one.content["name"], certificate=one.code
            )
    for assessment in queries.assessments_of(people):
        actions.withdraw_assessment(assessment, by=by, reason="erasure")
    for one in held:
        if not letter.keep_certificates and one.state == Certificate.State.ISSUED:
            actions.revoke(one, by=by, reason=_("Erased at the person's request"), tell=False)
        actions.forget(one, by=by)
    if held:
        letter.append(
            _("Your name was removed from your certificates. Whoever checks a code reads no name any more.")
        )


def retention_asked(*, plan: Plan) -> None:
    """One row for each year in which certificates were issued."""
    named = Certificate.objects.filter(erased_at=None)
    years = (
        named.order_by().values_list(year := ExtractYear("issued_at")).annotate(Count("pk")).order_by(year)
    )
    for issued_in, count in years:
        plan.append(RetentionRow(
            APP, _("Names on certificates"), count, date(issued_in + KEPT_YEARS, 12, 31),
            _("Ten years after the year of issue, so that holders can prove what they attended"),
            _forgetting(issued_in), str(issued_in),
        ))  # fmt: skip


def verification_asked(*, content: bytes, sha256: str, found: list[dict[str, Any]]) -> None:
    """A certificate's PDF names its code; it is made anew in both languages and compared byte by byte."""
    named = _CODE_IN_PDF.search(content)
    code = named[1].decode().replace("-", "") if named else ""
    one = queries.with_sheet().filter(code=code, erased_at=None).first()
    if one is None:
        return
    facts = {"code": one.shown_code, "state": one.get_state_display()}
    if any(document.pdf(one.sheet, language) == content for language in ("de", "en")):
        sentence = _("This is certificate %(code)s as it was issued. It is now: %(state)s.") % facts
        found.append({"state": "ok", "what": "certificate", "code": one.code, "sentence": sentence})
    else:
        sentence = _("This file says that it is certificate %(code)s, but it was changed.") % facts
        found.append({"state": "changed", "what": "certificate", "code": one.code, "sentence": sentence})


def invariants_asked(*, checks: dict[str, Callable[[], Iterable[str]]]) -> None:
    """Name what must hold of certificates."""
    checks["I11"] = certificate_faults


def certificate_faults() -> Iterator[str]:
    """I11: certificates only for people whose attendance reaches the rule; recomputable; codes never reused."""
    for one in Certificate.objects.exclude(content={}).select_related("version").iterator(chunk_size=1000):
        attended = {row["event"]: row["minutes"] for row in one.content["dates"]}
        stand = earning.standing(one.version.conditions, attended, passed=bool(one.content["assessment"]))
        if not attended or not stand.earned or stand.minutes != one.content["minutes"]:
            yield f"Certificate {one.shown_code} was issued although its rule was not reached."
    for one in queries.no_longer_followed():
        if one.questioned_at is None:
            yield f"Certificate {one.shown_code} does not follow from attendance, and nobody was told."
    issued = HistoryEntry.objects.filter(kind=Certificate._meta.label_lower, verb="issued")
    codes = Counter(after.get("code") for after in issued.values_list("after", flat=True))
    yield from (f"Code {code} was given twice." for code, count in codes.items() if code and count > 1)


def _note(rule: CertificateRule, found: queries.Round, person: Person | None) -> dict[str, str]:
    words = {"title": str(translated(rule, "title"))}
    valid = Certificate.objects.filter(rule=rule, round=found.number, state="issued")
    held = person and valid.filter(person=person).first()
    if held:
        return {
            "title": _("Your certificate is ready"), "text": _("For “%(title)s”.") % words,
            "address": addresses.personal(held), "action": _("Open the certificate"),
        }  # fmt: skip
    conditions = queries.current(rule).conditions
    standing = queries.standings(rule, found, [person.pk]).get(person.pk) if person else None
    standing = standing or earning.standing(conditions, {}, passed=False)
    lines = [_("For “%(title)s”.") % words, wording.attended(standing, found.of)]
    lines.append(wording.missing(standing) or _("You have earned it. It is issued after the last date."))
    return {"title": _("Your certificate"), "text": "\n".join(lines), "address": "", "action": ""}


def _person_of(registration: Registration, seat: Seat | None) -> Person | None:
    """Whose attendance it is: known from the ticket, else from the registration."""
    holder = Holder.objects.filter(serial=(seat or registration).serial).select_related("person").first()
    if holder is not None:
        return holder.person
    return registration.person if seat is None else None


def _forgetting(year: int) -> Callable[[], None]:
    def remove() -> None:
        for one in Certificate.objects.filter(erased_at=None, issued_at__year=year):
            actions.forget(one, by="retention")

    return remove
