"""A person erases themselves: the personal page mails a link; its page shows what goes and what stays, then a button.

The link goes to the mail address alone: whoever was only forwarded a personal page cannot erase its owner.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kogge.core import links, throttle
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.take_part.letters import frame
from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.personal_pages import personal
from kogge.take_part.self_service.doors import READ, WRITE, registration_page

from .. import erasure
from ..models import Erasure

PURPOSE = "erase person"
DAYS = 7


@registration_page(*READ, *WRITE)
def ask(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Explain, then send the link to the person's address."""
    person, state = registration.person, "ask"
    if person is None or not registration.email:
        state = "unknown"
    elif request.method == "POST":
        _send(person, registration)
        state = "sent"
    return page(request, "keeping/own_ask_page.html", {"registration": registration, "state": state})


@personal
@require_http_methods([*READ, *WRITE])
def erase(request: HttpRequest, secret: str) -> HttpResponse:
    """What goes and what stays; erased by the button, never by opening the page."""
    try:
        link = links.open(secret, PURPOSE)
        person = Person.objects.get(subject=link.object_id)
        if request.method == "POST":
            with transaction.atomic():
                links.use(secret, PURPOSE)
                keep = request.POST.get("certificates") != "revoke"
                result = erasure.erase(person, by=None, how=Erasure.How.LINK, keep_certificates=keep)
            return page(request, "keeping/own_done_page.html", {"result": result})
        preview = erasure.preview(person)
    except (Refused, Person.DoesNotExist) as error:
        sentence = (
            str(error)
            if isinstance(error, Refused)
            else _("This link has been used or replaced by a newer one.")
        )
        return page(request, "keeping/own_gone_page.html", {"sentence": sentence}, status=404)
    return page(request, "keeping/own_page.html", {"preview": preview})


@transaction.atomic
def _send(person: Person, registration: Registration) -> None:
    """One link for a week; a newer one closes the older. At most three a day go to one address."""
    if not throttle.allows("erasure", registration.email_key, most=3, seconds=24 * 3600):
        return
    erasure.ask(person, by=None, how=Erasure.How.LINK)
    links.revoke(PURPOSE, person.subject)
    secret = links.create(PURPOSE, person.subject, timezone.now() + timedelta(days=DAYS))
    address = settings.SITE_URL + reverse("keeping:own", args=[secret])
    letter = frame.Letter(
        _("Erase all your data: please confirm"),
        (
            frame.Text(_("somebody, probably you, asked us to erase everything about you. Nothing has happened yet.")),
            frame.Button(_("See what goes and what stays, then decide"), address),
            frame.Text(_("If it was not you, you need not do anything. The link ends after 7 days.")),
        ),
        _("You get this letter because the erasure was asked for on your personal page."), "", registration.name,
    )  # fmt: skip
    frame.post(
        letter, to=registration.email, cause=f"erasure asked:{person.subject}:{timezone.now().timestamp()}"
    )
