"""Olga's office asks for start-ups; Sofia answers, Karl answers along. Everybody is invented."""

from datetime import timedelta

from django.utils import timezone

from kogge.network.directory.models import Organization
from kogge.plan.calls import actions
from kogge.plan.calls.actions.answering import Content
from kogge.plan.calls.models import Call
from kogge.plan.calls.questions import defaults

GOOD = {
    "organization_name": "Deichlicht GmbH", "title": "Licht für den Deich", "abstract": "Lampen, die mitdenken.",
    "postcode": "18055", "digital": "yes", "founders": "Sofia Beispiel\nKarl Muster",
}  # fmt: skip
TALK = {
    "title": "Offene Daten im Dorf", "abstract": "Wie es gelang.", "format": "talk", "minutes": 30, "language": "de",
}  # fmt: skip
PRAISE = {
    "nominee_name": "Eva Vorbild",
    "nominee_email": "eva@x.example",
    "title": "Brücken",
    "abstract": "Weil.",
}


def organization(slug="state-office", **values):
    found, _made = Organization.objects.get_or_create(
        slug=slug, defaults={"name": slug.title(), "kind": "state_office", **values}
    )
    return found


def call(kind="startups", *, days=7, state="published", **values):
    """A call that closes in so many days."""
    form = defaults()[kind]
    now = timezone.now()
    made = {
        "slug": f"{kind}-{Call.objects.count()}", "kind": kind, "organization": organization(), "title_de": "Aufruf",
        "title_en": "Call", "text_de": "Worum es geht.", "questions": form["questions"],
        "eligibility": [dict(one) for one in form["eligibility"]],
        "settings": {"co_applicants": form["co_applicants"]}, "opens_at": now - timedelta(days=1), "state": state,
        "closes_at": now + timedelta(days=days) if days is not None else None, "contact_mail": "calls@office.example",
    }  # fmt: skip
    for rule in made["eligibility"]:
        if rule["kind"] == "region":
            rule["values"] = ["17", "18", "19"]
    return Call.objects.create(**{**made, **values})


def draft(to, values=GOOD, *, email="sofia@deichlicht.example", name="Sofia Beispiel", **options):
    return actions.start(to, Content(values, {}, name=name), email=email, **options)


def handed_in(to, values=GOOD, **options):
    return actions.hand_in(draft(to, values, **options), acknowledged=True)


def close(to):
    """The deadline passes."""
    now = timezone.now()
    Call.objects.filter(pk=to.pk).update(
        opens_at=now - timedelta(days=9), closes_at=now - timedelta(seconds=1)
    )
    to.refresh_from_db()
