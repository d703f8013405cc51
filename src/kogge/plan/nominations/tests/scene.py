"""Eva Vorbild is proposed to the harbour centre by Sofia. Everybody is invented."""

import re
from datetime import date

from kogge.core.models import OutboxMessage
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization
from kogge.plan.events import actions as events
from kogge.plan.nominations import actions
from kogge.plan.nominations.models import Nomination

WHY = "Sie bringt Leute zusammen."
FIRST, LAST = date(2026, 9, 10), date(2029, 9, 9)


def centre(slug=cast.HARBOUR):
    names = {"name": slug.title(), "kind": "digital_innovation_centre", "is_public": True}
    return Organization.objects.get_or_create(slug=slug, defaults=names)[0]


def proposed(name="Eva Vorbild", email="eva@vorbild.example", *, slug=cast.HARBOUR, locale="de", **values):
    given = {"office": "ambassador", "proposer": "Sofia Beispiel", "reason": WHY, "by": "the form", **values}
    return actions.propose(organization=centre(slug), name=name, email=email, locale=locale, **given)


def event(slug=cast.HARBOUR, title="Herbsttreffen"):
    values = {"title_de": title, "starts_on": FIRST, "ends_on": FIRST, "precision": "day"}
    return events.create_event(
        by="office", format_key="ambassador-appointment", lead=centre(slug), values=values
    )


def shortlisted(public=True, **values):
    nomination = proposed(**values)
    actions.consent(nomination, public=public, by="the nominee")
    actions.shortlist(nomination, by="office")
    return fresh(nomination)


def appointed(public=True, first=FIRST, last=LAST, at=None, **values):
    nomination = shortlisted(public, **values)
    where = at or event(values.get("slug", cast.HARBOUR))
    actions.appoint(nomination, event=where, first=first, last=last, by="office")
    return fresh(nomination)


def fresh(nomination):
    return Nomination.objects.select_related("term", "event", "person", "organization").get(pk=nomination.pk)


def letters(nomination):
    return list(OutboxMessage.objects.filter(about=f"nomination:{nomination.pk}").order_by("pk"))


def path_in(letter):
    found = re.search(r"https?://[^/\s]+(/\S*nomination/\S+)", letter.text)
    assert found
    return found[1]
