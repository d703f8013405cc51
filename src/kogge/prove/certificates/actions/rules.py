"""Making and changing rules, recording assessments, saving templates."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.directory.models import Organization, Person
from kogge.plan.events import actions as events
from kogge.plan.events.models import Event, EventSeries
from kogge.prove.badges.earning import Conditions
from kogge.prove.seals import rows as seals

from .. import queries
from ..models import Assessment, Certificate, CertificateRule, RuleVersion
from . import issuing

CLOCK = "clock"


@transaction.atomic
def create_rule(
    *, by: Any, organization: Organization, values: Mapping[str, Any], conditions: Conditions,
    out_of: int | None = None, series: EventSeries | None = None, dates: Sequence[Event] = (),
) -> CertificateRule:  # fmt: skip
    """Make a rule for a series or for chosen events, with its first version."""
    if (series is None) == (not dates):
        raise Refused(_("Please choose either a series or at least one event."), field="series")
    if series is not None and CertificateRule.objects.filter(series=series).exists():
        raise Refused(_("This series has a rule already. Please change that one."), field="series")
    rule = CertificateRule.objects.create(organization=organization, series=series, **values)
    rule.events.set(dates)
    history.record(
        rule, "created", by=by, after={"title_de": rule.title_de, "organization": organization.slug}
    )
    if series is not None and out_of is None:
        out_of = series.parts
    _add_version(rule, conditions, out_of, by=by, reason="")
    _tell_series(rule, conditions, out_of, by=by, reason="")
    return rule


@transaction.atomic
def change_rule(
    rule: CertificateRule, *, by: Any, conditions: Conditions, out_of: int | None, reason: str,
    words: Mapping[str, Any] | None = None,
) -> RuleVersion:  # fmt: skip
    """Make a new version. Once the first date has begun people rely on the rule, so it takes a reason (PL-04)."""
    rule = CertificateRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    before = queries.current(rule)
    _reword(rule, words or {}, by=by)
    if (before.conditions, before.out_of) == (conditions, out_of):
        return before
    if any(one.has_begun for one in queries.rounds_of(rule)) and not reason.strip():
        raise Refused(
            _("The first date is over and people rely on the rule. Please give the reason for the change."),
            field="reason",
        )
    version = _add_version(rule, conditions, out_of, by=by, reason=reason.strip()[:300])
    _tell_series(rule, conditions, out_of, by=by, reason=reason.strip() or "–")
    return version


@transaction.atomic
def adopt_series(*, by: str = CLOCK) -> int:
    """A job: rules that a coordinator gave to a series become rules of certificates. Returns how many changed.

    A series whose number of parts is known but no rule gets "all of them", and says that nobody decided so yet.
    """
    changed = 0
    known = Q(rule_of__isnull=False) | Q(parts__gt=1)
    found = (
        EventSeries.objects.filter(known).select_related("certificate_rule").prefetch_related("organizers")
    )
    for series in found:
        rule = getattr(series, "certificate_rule", None)
        if rule is None:
            changed += _adopt(series, by)
        elif series.rule_of is not None:
            changed += _follow(rule, series, by)
    return changed


@transaction.atomic
def assess(rule: CertificateRule, person: Person, *, by: Any, values: Mapping[str, Any]) -> Assessment:
    """Record what somebody was assessed in, by whom, against which standard, on which day."""
    for name in ("result", "assessor", "standard"):
        if not str(values.get(name, "")).strip():
            raise Refused(_("An assessment needs a result, an assessor and a standard."), field=name)
    made = Assessment.objects.create(rule=rule, person=person, **values)
    seals.record(made, "assessed", by=by, after={"rule": rule.pk, "passed": made.passed})
    return made


@transaction.atomic
def withdraw_assessment(assessment: Assessment, *, by: Any, reason: str) -> None:
    """Take back an assessment that was recorded by mistake."""
    if not reason.strip():
        raise Refused(_("Please give the reason."), field="reason")
    seals.gone(assessment, "assessment withdrawn", by=by, reason=reason.strip()[:300])
    assessment.delete()


@transaction.atomic
def correct_assessment(assessment: Assessment, *, by: Any, reason: str) -> list[Certificate]:
    """Take back an assessment together with what certificates say of it: they are issued anew without it.

    Where the rule asks for one, nothing is left to certify: that certificate is questioned, for staff to decide.
    """
    rule, person, named = assessment.rule, assessment.person, assessment.as_printed
    withdraw_assessment(assessment, by=by, reason=reason)
    left, made = queries.printed_assessment(rule, person), []
    valid = Certificate.objects.select_for_update(of=("self",)).filter(
        rule=rule, person=person, state="issued"
    )
    for one in valid:
        if one.content["assessment"] != named or left == named:
            continue
        if one.version.conditions.assessment and not left:
            issuing.question(one, still=True, by=str(by.pk))
        else:
            made.append(issuing.replace(one, {"assessment": left}, by=by, reason=reason.strip()[:300]))
    return made


def _add_version(
    rule: CertificateRule, conditions: Conditions, out_of: int | None, *, by: Any, reason: str
) -> RuleVersion:
    _check(conditions, out_of, len(queries.dates_of(rule)) if rule.series is None else None)
    last = rule.versions.aggregate(last=Max("number"))["last"] or 0
    version = RuleVersion.objects.create(
        rule=rule, number=last + 1, out_of=out_of, reason=reason, **asdict(conditions)
    )
    seals.record(version, "rule set", by=by, reason=reason, after={**asdict(conditions), "out_of": out_of})
    return version


def _check(conditions: Conditions, out_of: int | None, dates: int | None) -> None:
    if conditions.required is None and not conditions.minutes and not conditions.assessment:
        raise Refused(_("Please ask for at least one thing: dates, time or an assessment."), field="required")
    most = out_of or dates or conditions.required
    if conditions.required is not None and not 1 <= conditions.required <= (most or 0):
        raise Refused(
            _("The rule cannot be met. Please ask for at most as many dates as there are."), field="required"
        )
    if out_of is not None and dates is not None and out_of != dates:
        raise Refused(_("For chosen events “out of” is their number. Please leave it empty."), field="out_of")


def _tell_series(
    rule: CertificateRule, conditions: Conditions, out_of: int | None, *, by: Any, reason: str
) -> None:
    """The series' own page says the same rule."""
    if rule.series is not None and conditions.required and out_of:
        events.change_rule(
            rule.series, by=by, required=conditions.required, out_of=out_of, reason=reason or "–"
        )


def _reword(rule: CertificateRule, words: Mapping[str, Any], *, by: Any) -> None:
    changed = {name: value for name, value in words.items() if getattr(rule, name) != value}
    if changed or rule.note:
        old = {name: getattr(rule, name) for name in changed}
        CertificateRule.objects.filter(pk=rule.pk).update(**changed, note="")
        history.record(rule, "changed", by=by, before=old, after=changed)


def _adopt(series: EventSeries, by: str) -> int:
    organization = next(iter(series.organizers.all()), None)
    if organization is None:
        return 0
    stated = series.rule_of is not None
    out_of = series.rule_of or series.parts
    values = {
        "title_de": series.title_de, "title_en": series.title_en,
        "note": "" if stated else _NOT_DECIDED, "issues_itself": stated,
    }  # fmt: skip
    rule = CertificateRule.objects.create(organization=organization, series=series, **values)
    history.record(rule, "adopted from its series", by=by, after={"title_de": rule.title_de})
    _add_version(rule, Conditions(series.rule_required or out_of, 0, False), out_of, by=by, reason="")
    return 1


_NOT_DECIDED = "not decided"


def _follow(rule: CertificateRule, series: EventSeries, by: str) -> int:
    now = queries.current(rule)
    if (now.required, now.out_of) == (series.rule_required, series.rule_of):
        return 0
    reason = series.rule_versions[-1]["reason"] if series.rule_versions else ""
    conditions = Conditions(series.rule_required, now.minutes, now.assessment)
    _add_version(rule, conditions, series.rule_of, by=by, reason=reason)
    CertificateRule.objects.filter(pk=rule.pk).update(note="")
    return 1
