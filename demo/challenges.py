"""A challenge of the demo with two teams, one of which looks for people. Everybody in it is fictional."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kogge.core import history
from kogge.network.directory.models import Organization
from kogge.plan.calls.models import Call
from kogge.plan.calls.questions import defaults
from kogge.plan.event_requests.models import Challenge
from kogge.plan.teams.models import Member, Team, Terms

SLUG = "leere-laeden-fiktiv"
TEAMS = (
    (
        "Schaufenster (fiktiv)",
        "Jemanden, der gern mit Ladenleuten spricht",
        ("Jördis Muster", "Bahne Beispiel"),
    ),
    ("Leuchtband (fiktiv)", "", ("Wiebke Probe", "Onno Fiktiv", "Tjark Muster")),
)


@transaction.atomic
def load(lead: Organization, *, by: str) -> Challenge:
    """Put the challenge into the plan; a second time changes nothing."""
    if known := Challenge.objects.filter(slug=SLUG).first():
        return known
    now, form = timezone.now(), defaults()[Call.Kind.CHALLENGES]
    call = Call.objects.create(
        slug="aufgaben-fiktiv", kind=Call.Kind.CHALLENGES, organization=lead, title_de="Aufgaben gesucht (fiktiv)",
        title_en="Challenges wanted (fictional)", text_de="Ein erfundener Aufruf zum Ausprobieren.",
        text_en="An invented call to try things with.", opens_at=now - timedelta(days=60), state=Call.State.PUBLISHED,
        closes_at=now - timedelta(days=10), contact_mail="aufgaben@vinetahafen.example", questions=form["questions"],
        settings={"co_applicants": form["co_applicants"]},
    )  # fmt: skip
    challenge = Challenge.objects.create(
        slug=SLUG, call=call, title_de="Leere Läden füllen (fiktiv)", title_en="Fill empty shops (fictional)",
        text_de="In der erfundenen Altstadt stehen zwölf Läden leer. Niemand weiß, wer sie für eine Woche nutzen darf.",
        text_en="Twelve shops in the invented old town are empty. Nobody knows who may use them for a week.",
        wanted_de="Ein Weg, auf dem Vereine einen Laden in fünf Minuten für eine Woche buchen.",
        wanted_en="A way for associations to book a shop for a week within five minutes.",
        offered_de="Die Liste der Läden, ein Raum am Markt, zwei Nachmittage mit dem Stadtmarketing.",
        offered_en="The list of shops, a room at the market, two afternoons with the town’s marketing.",
        organization_name="Stadt Vinetahafen (fiktiv)", team_least=2, team_most=3, published_at=now,
    )  # fmt: skip
    history.record(challenge, "created", by=by)
    Terms.objects.create(
        challenge=challenge, form_until=now + timedelta(days=21), results_until=now + timedelta(days=60)
    )
    for name, seeks, people in TEAMS:
        team = Team.objects.create(
            challenge=challenge, name=name, name_key=name.casefold(), seeks=seeks, state=Team.State.LIVE,
            size=len(people), most=3, is_open=bool(seeks),
        )  # fmt: skip
        Member.objects.bulk_create(
            Member(
                challenge=challenge, team=team, name=person, email=_mail(person), email_key=_mail(person),
                state=Member.State.IN, is_lead=person == people[0],
            )
            for person in people
        )  # fmt: skip
    return challenge


def _mail(person: str) -> str:
    """An address that no mail reaches (RFC 2606)."""
    return person.lower().replace("ö", "oe").replace(" ", ".") + "@teams.example"
