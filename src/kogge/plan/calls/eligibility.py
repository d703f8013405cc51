"""Rules of eligibility: what they find is explained before handing in, and then decided by a person, never by itself.

Three kinds: `answer` (a question has one of the values), `region` (a postcode begins with one of the values, or with
those of the directory's places), `funded_before` (organisation or a founder was chosen in one of the last N editions;
0 = in any).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from kogge.core import region
from kogge.core.folding import folded
from kogge.core.translated import translated
from kogge.network.directory.models import OrganizationName, Place
from kogge.plan.events.models import EventOrganizer

from .models import Applicant, Call, Submission

KINDS = {
    "answer": gettext_lazy("A question must have one of these answers"),
    "region": gettext_lazy("The postcode must lie in the region"),
    "funded_before": gettext_lazy("Not chosen in the editions before"),
}
_LEGAL_FORM = re.compile(
    r"\b(g?gmbh|ug|haftungsbeschrankt|ag|kg|ohg|gbr|se|e\.? ?v|eg|mbh|inc|ltd|co)\b|[^\w\s]"
)
_TOOK_PART = ("participant", "exhibitor")


@dataclass(frozen=True)
class Finding:
    """A rule that speaks against an answer: what it says, and what it was found in (for staff alone)."""

    rule: str
    sentence: str
    found: list[dict[str, str]] = field(default_factory=list)


def check(call: Call, values: Mapping[str, Any], submission: Submission | None = None) -> list[Finding]:
    """Every rule that these answers do not keep. A rule whose question is not answered yet says nothing."""
    findings = []
    for rule in call.eligibility:
        given = values.get(rule.get("question", ""))
        if given in (None, "", []) and rule["kind"] != "funded_before":
            continue
        if rule["kind"] == "funded_before":
            found = list(_chosen_before(call, rule, values, submission))
        else:
            found = [] if _keeps(rule, str(given)) else [{"answer": str(given)}]
        if found:
            findings.append(Finding(rule["key"], str(translated(rule, "text")), found))
    return findings


def in_words(call: Call) -> list[str]:
    """Every rule as its organiser wrote it."""
    return [str(translated(rule, "text")) for rule in call.eligibility]


def _keeps(rule: Mapping[str, Any], given: str) -> bool:
    if rule["kind"] == "region":
        return given.startswith(prefixes(rule))
    return given in map(str, rule.get("values", ()))


def prefixes(rule: Mapping[str, Any]) -> tuple[str, ...]:
    """How postcodes of the region begin: by the organiser, else by the region, else by the directory's places."""
    if said := tuple(str(one) for one in rule.get("values") or region.current().data.get("postcodes") or ()):
        return said
    known = Place.objects.exclude(postcode="").exclude(area=None).values_list("postcode", flat=True)
    return tuple(sorted({one[:2] for one in known}))


def same_organization(name: str) -> str:
    """What two spellings of one company have in common: neither case nor legal form."""
    return " ".join(_LEGAL_FORM.sub(" ", folded(name)).split())


def _chosen_before(
    call: Call, rule: Mapping[str, Any], values: Mapping[str, Any], submission: Submission | None
) -> Iterator[dict[str, str]]:
    organization = same_organization(str(values.get("organization_name") or ""))
    people = {
        folded(one) for one in str(values.get(rule.get("question", "")) or "").splitlines() if one.strip()
    }
    if submission and submission.pk:
        people |= {folded(one.name) for one in submission.applicants.all() if one.name}
    names = {organization} | {
        same_organization(new)
        for old, new in OrganizationName.objects.values_list("name", "organization__name")
        if organization and same_organization(old) == organization
    }
    names.discard("")
    for edition, source, body, founders in _earlier(call, rule):
        if same_organization(body) in names:
            yield {"edition": edition, "source": source, "by": "organization", "name": body}
        for founder in founders:
            if folded(founder) in people:
                yield {"edition": edition, "source": source, "by": "person", "name": founder}


def _earlier(call: Call, rule: Mapping[str, Any]) -> Iterator[tuple[str, str, str, list[str]]]:
    """Who was chosen before: typed in by the organiser, accepted in earlier calls, part of earlier events."""
    back = int((rule.get("values") or ["1"])[0] or 0)
    least = call.edition - back if call.edition and back else 0
    for one in call.setting("earlier", []):
        if call.edition is None or least <= int(one["edition"]) < call.edition:
            yield str(one["edition"]), "list", one["organization"], list(one.get("founders", []))
    if call.contest:
        yield from _winners(call, rule, least)
    if call.event and call.event.series_id:
        yield from _took_part(call, least)


def _winners(call: Call, rule: Mapping[str, Any], least: int) -> Iterator[tuple[str, str, str, list[str]]]:
    earlier = Call.objects.filter(contest=call.contest, edition__gte=least).exclude(pk=call.pk)
    if call.edition is not None:
        earlier = earlier.filter(edition__lt=call.edition)
    accepted = Submission.objects.filter(call__in=earlier, outcome=Submission.Outcome.ACCEPTED)
    for one in accepted.select_related("call").prefetch_related("applicants"):
        founders = str(one.answers.get(rule.get("question", "")) or "").splitlines()
        named = [row.name for row in one.applicants.all() if row.role != Applicant.Role.NOMINEE and row.name]
        yield (
            str(one.call.edition),
            f"call:{one.call.slug}:{one.code}",
            one.organization_name,
            [*founders, *named],
        )


def _took_part(call: Call, least: int) -> Iterator[tuple[str, str, str, list[str]]]:
    event = call.event
    if event is None:
        return
    rows = EventOrganizer.objects.filter(
        Q(event__edition__gte=least) | Q(event__starts_on__year__gte=least),
        event__series=event.series_id,
        role__in=_TOOK_PART,
    ).exclude(event=event)
    if event.starts_on:
        rows = rows.filter(event__starts_on__lt=event.starts_on)
    for row in rows.select_related("event", "organization"):
        year = row.event.edition or (row.event.starts_on.year if row.event.starts_on else "")
        yield str(year), f"event:{row.event.slug}", row.organization.name, []
