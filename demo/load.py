"""Loads the demo: the region, its year 2024, the sign-ins and the released year in review."""

from datetime import date, timedelta
from pathlib import Path

import yaml
from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from kogge.network.accounts.models import Membership, Role, User
from kogge.network.directory import region_import as directory_import
from kogge.network.directory.models import Organization
from kogge.network.grants import region_import as grants_import
from kogge.prove.profiles import actions as profiles
from kogge.take_part.admissions import region_import as consents_import
from kogge.tell.yearbook import actions as yearbook
from kogge.tell.yearbook import facts

from . import calls, challenges, convention, convention_plan, participants, proposals, rehearsal
from .sign_ins import SIGN_INS

HERE = Path(__file__).resolve().parent
REGION = HERE / "region"
YEAR = HERE / "year-2024" / "facts-2024.yaml"
BY = "demo"


@transaction.atomic
def load(*, with_convention: bool = False, with_participants: bool = False) -> dict[str, int]:
    """Load it, all or nothing; a second time changes nothing. Returns what was found how often."""
    directory_import.load(REGION)
    grants_import.load(REGION, read=profiles.read)
    consents_import.load(REGION)
    summary = facts.load(YEAR, by=BY, operations=operations(REGION / "operations.yaml"))
    year = facts.read(YEAR).year
    yearbook.prepare_review(year, by=BY, organizations=centres())
    yearbook.release_review(year, by=BY)
    make_users()
    counts = {"facts": summary.entries, "events": summary.sections["events"]}
    counts |= {"organisations": summary.sections["organisations"], "people": summary.sections["people"]}
    counts["fictional registrations"] = rehearsal.load(BY)
    today = timezone.localdate()
    house = Organization.objects.get(slug=rehearsal.ORGANIZATION)
    call = calls.load(proposals.of_published(proposals.next_weekend(today)), house, by=BY, jurors=12)
    if with_participants:
        counts["fictional participants of an operation"] = participants.load(BY)
    if with_convention:
        event = convention.load(BY)
        counts["sessions of a fictional convention"] = event.sessions.count()
        counts["fictional registrations"] += rehearsal.fill_convention(event, BY)
        autumn = convention_plan.next_spring(today) + timedelta(weeks=26)  # the hall is taken in spring
        challenges.load(Organization.objects.get(slug=convention.ORGANIZATION), by=BY)
        many = proposals.of_convention(autumn)
        call = calls.load(many, Organization.objects.get(slug=convention.ORGANIZATION), by=BY, jurors=60)
    counts["fictional contributions to a call"] = call.submissions.count()
    return counts


def centres() -> list[Organization]:
    """The organisations with a section of their own in the year in review."""
    kind = yaml.safe_load((REGION / "region.yaml").read_text(encoding="utf-8"))["centre_kind"]
    return list(Organization.objects.filter(kind=kind).order_by("name"))


def operations(path: Path) -> dict[str, list[str]]:
    """Which operations the events of an organisation may belong to."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["operations"]
    by_organization: dict[str, list[str]] = {}
    for row in rows:
        for organization in row.get("organizations", []):
            by_organization.setdefault(organization, []).append(row["slug"])
    return by_organization


def make_users() -> None:
    """One fictional sign-in per role; passwords of people who changed theirs are left alone."""
    for sign_in in SIGN_INS:
        if User.objects.filter(email=sign_in.email).exists():
            continue
        user = User.objects.create_user(sign_in.email, sign_in.password, name=sign_in.name)
        EmailAddress.objects.create(user=user, email=sign_in.email, verified=True, primary=True)
        Membership.objects.create(
            user=user,
            organization_slug=sign_in.organization,
            role=Role(sign_in.role),
            valid_from=date(2022, 1, 1),
        )
