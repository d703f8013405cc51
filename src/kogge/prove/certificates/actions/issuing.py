"""Issuing, correcting and revoking single certificates, each with a letter to the person."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.prove.badges.content import gather
from kogge.prove.badges.earning import Standing
from kogge.prove.badges.queries import template_of
from kogge.prove.seals import rows as seals

from .. import letters, queries
from ..models import Certificate, CertificateRule, RuleVersion
from ..queries import Round

_LONGEST_NAME = 200


def issue(version: RuleVersion, found: Round, person: Person, standing: Standing, *, by: Any) -> Certificate:
    """Issue to somebody who has earned it (I11). The caller has checked who holds one and opened the transaction."""
    if not standing.earned:
        raise Refused(_("The rule is not reached, so there is no certificate."))
    certificate = Certificate.objects.create(
        rule=version.rule, version=version, round=found.number, person=person, issued_at=timezone.now(),
        template=template_of(version.rule.organization), language=letters.language_of(person),
        content=gather(
            version.rule, person, standing, required=version.required, of=found.of, events=found.events,
            assessment=queries.printed_assessment(version.rule, person)),
    )  # fmt: skip
    seals.record(certificate, "issued", by=by, after={"code": certificate.code})
    letters.issued(certificate)
    return certificate


@transaction.atomic
def issue_one(rule: CertificateRule, found: Round, person: Person, *, by: Any) -> Certificate:
    """Issue by hand, such as after a late paper list. The rule holds for everybody alike."""
    CertificateRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if Certificate.objects.filter(rule=rule, round=found.number, person=person, state="issued").exists():
        raise Refused(_("This person has this certificate already."))
    standing = queries.standings(rule, found, [person.pk]).get(person.pk)
    if standing is None or not standing.earned:
        raise Refused(_("The rule is not reached, so there is no certificate."))
    return issue(queries.current(rule), found, person, standing, by=by)


@transaction.atomic
def correct_name(certificate: Certificate, *, by: Any, name: str, reason: str) -> Certificate:
    """Issue anew with the right name; the old code says "replaced" from now on (PR-F1)."""
    old = _still_valid(certificate)
    name, reason = " ".join(name.split())[:_LONGEST_NAME], reason.strip()[:300]
    if not name:
        raise Refused(_("Please give the name as it should be printed."), field="name")
    if name == old.content["name"]:
        raise Refused(_("This is the name that is printed already."), field="name")
    if not reason:
        raise Refused(_("Please give the reason."), field="reason")
    return replace(old, {"name": name}, by=by, reason=reason)


def replace(old: Certificate, content: dict[str, Any], *, by: Any, reason: str) -> Certificate:
    """Issue one anew that says something else. The caller holds the transaction and has asked for a reason."""
    _end(old, Certificate.State.REVOKED, reason)
    new = Certificate.objects.create(
        rule=old.rule, version=old.version, round=old.round, person=old.person, template=old.template,
        language=old.language, issued_at=timezone.now(), content={**old.content, **content},
    )  # fmt: skip
    old.state, old.replaced_by = Certificate.State.REPLACED, new
    old.save()
    seals.record(old, "replaced", by=by, reason=reason, after={"by": new.pk})
    seals.record(new, "issued", by=by, after={"code": new.code, "replaces": old.pk})
    letters.replaced(new, "name" if "name" in content else "assessment")
    return new


@transaction.atomic
def revoke(certificate: Certificate, *, by: Any, reason: str, tell: bool = True) -> None:
    """Take a certificate back. Its code says so, and its bit in the status list is set."""
    old = _still_valid(certificate)
    if not reason.strip():
        raise Refused(_("Please give the reason."), field="reason")
    _end(old, Certificate.State.REVOKED, reason.strip()[:300])
    seals.record(old, "revoked", by=by, reason=old.reason)
    if tell:
        letters.revoked(old)


@transaction.atomic
def question(certificate: Certificate, *, still: bool, by: str) -> None:
    """Note that attendance changed below the rule, for staff to decide; or that it follows again."""
    certificate.questioned_at = timezone.now() if still else None
    certificate.save(update_fields=["questioned_at"])
    seals.record(certificate, "questioned" if still else "follows again", by=by)


def _still_valid(certificate: Certificate) -> Certificate:
    fresh = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if fresh.state != Certificate.State.ISSUED:
        raise Refused(_("This certificate is not valid any more."))
    return fresh


def _end(certificate: Certificate, state: Certificate.State, reason: str) -> None:
    certificate.state, certificate.reason, certificate.ended_at = state, reason, timezone.now()
    certificate.questioned_at = None
    certificate.save()


@transaction.atomic
def forget(certificate: Certificate, *, by: Any) -> None:
    """Remove what a certificate says of a person. The code stays, and its place in the status list."""
    certificate.refresh_from_db()
    assessment = _without(certificate.content["assessment"])
    certificate.content = {**certificate.content, "name": "", "assessment": assessment}
    certificate.person, certificate.uid, certificate.erased_at = None, uuid.uuid4(), timezone.now()
    certificate.save()
    OutboxMessage.objects.filter(about=f"certificate:{certificate.pk}").delete()
    seals.record(certificate, "forgotten", by=by)


def _without(assessment: dict[str, str]) -> dict[str, str]:
    """That there was an assessment, without what it said of somebody."""
    return {**assessment, "result": "", "assessor": ""} if assessment else {}
