"""What speakers and the desk type in."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kogge.core.folding import holds_words
from kogge.core.periods import period
from kogge.plan.events import local_time
from kogge.plan.events.forms.fields import Clock, Line, Paragraphs
from kogge.plan.events.models import Event, Session

from . import uploads
from .day_parts import days
from .models import Slides, SpeakerProfile
from .queries import Span, Speaker

SPANS_A_DAY = 2


def _text(label: Promise, hint: Promise, *, most: int) -> Paragraphs:
    return Paragraphs(label=label, help_text=hint, required=False, max_length=most)


class ProfileForm(forms.Form):
    """Who somebody is and what they need."""

    name = Line(label=gettext_lazy("Your name, as you spell it"), max_length=200)
    title = Line(
        label=gettext_lazy("Title"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("For example Dr., Prof."),
    )
    biography_de = _text(
        gettext_lazy("About you, in German"), gettext_lazy("At most 2,000 characters."), most=2000
    )
    biography_en = _text(
        gettext_lazy("About you, in English"),
        gettext_lazy("May stay empty; then German is shown and marked."),
        most=2000,
    )
    photo = forms.FileField(
        label=gettext_lazy("Photo"), required=False,
        help_text=gettext_lazy("JPEG, PNG or WebP, at most 10 MB. Place and camera are removed."),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
    )  # fmt: skip
    photo_rights = Line(
        label=gettext_lazy("Who took the photo, and what may it be used for?"), max_length=200, required=False,
        help_text=gettext_lazy("For example: Photo by Ada Example, free for programme and press."),
    )  # fmt: skip
    remove_photo = forms.BooleanField(label=gettext_lazy("Remove the photo"), required=False)
    consents = forms.BooleanField(
        label=gettext_lazy("My name, title, texts and photo may stand on public pages and in feeds."), required=False,
        help_text=gettext_lazy(
            "Without this your sessions are announced without your name. You can take it back here at any time; "
            "then it disappears at once."
        ),
    )  # fmt: skip
    needs_technical = _text(
        gettext_lazy("What you need on stage"),
        gettext_lazy("For example: own laptop with HDMI, sound, headset. Only the organisers read it."),
        most=1000,
    )
    needs_access = _text(
        gettext_lazy("What you need to get there and to take part"),
        gettext_lazy("For example: ramp, induction loop, interpreter. Only the organisers read it."),
        most=1000,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of letters to you"), choices=settings.LANGUAGES)

    def __init__(self, profile: SpeakerProfile, *args: Any, **options: Any) -> None:
        names = (
            "name",
            "title",
            "biography_de",
            "biography_en",
            "photo_rights",
            "needs_technical",
            "needs_access",
            "language",
        )
        options["initial"] = {name: getattr(profile, name) for name in names} | {
            "consents": profile.person.is_public
        }
        super().__init__(*args, **options)
        if not profile.photo:
            del self.fields["remove_photo"]

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes as values."""
        apart = ("photo", "remove_photo", "consents")
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}


class AvailabilityForm(forms.Form):
    """For each day of an event up to two times; or the whole time."""

    always = forms.BooleanField(label=gettext_lazy("I can be there the whole time"), required=False)

    def __init__(self, event: Event, spans: list[Span], *args: Any, **options: Any) -> None:
        self.days = days(event)
        options["initial"] = {"always": not spans, **_shown(self.days, spans)}
        super().__init__(*args, **options)
        for name in _names(len(self.days)):
            label = pgettext_lazy("time", "From") if name.endswith("from") else pgettext_lazy("time", "Until")
            self.fields[name] = Clock(label=label, required=False)

    @property
    def rows(self) -> list[tuple[str, list[BoundField]]]:
        """Each day in words with its fields."""
        return [
            (period(day, weekday=True), [self[name] for name in _names_of(number)])
            for number, day in enumerate(self.days)
        ]

    def clean(self) -> dict[str, Any]:
        """Every time needs both ends; without any, "the whole time" must be meant."""
        values = super().clean() or {}
        self.spans: list[Span] = []
        if values.get("always"):
            return values
        for number, day in enumerate(self.days):
            names = _names_of(number)
            for begin, end in zip(names[::2], names[1::2], strict=True):
                self._add(day, begin, end)
        if not self.spans and not self.errors:
            self.add_error("always", _("Please enter at least one time, or say that you can the whole time."))
        return values

    def _add(self, day: date, begin: str, end: str) -> None:
        start, stop = self.cleaned_data.get(begin), self.cleaned_data.get(end)
        if not start and not stop:
            return
        if not start or not stop or stop <= start:
            self.add_error(end, _("Please give a beginning and a later end."))
            return
        try:
            self.spans.append(
                (local_time.moment(day, start, later=False), local_time.moment(day, stop, later=True))
            )
        except local_time.SkippedTimeError:
            self.add_error(begin, _("The clocks jump over this time on that day. Please choose another one."))


class SlidesForm(forms.Form):
    """One file, and whether everybody may have it; a file that is there already may stay."""

    file = forms.FileField(
        label=gettext_lazy("Slides"), help_text=gettext_lazy("PDF, PPTX or ODP, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": uploads.ACCEPT}),
    )  # fmt: skip
    consents = forms.BooleanField(
        label=gettext_lazy("Everybody may download these slides once the session is over."), required=False,
        help_text=gettext_lazy("They then stand on its public page. You can take this back here at any time."),
    )  # fmt: skip

    def __init__(self, kept: Slides | None, *args: Any, **options: Any) -> None:
        options["initial"] = {"consents": bool(kept and kept.consented_at)}
        super().__init__(*args, **options)
        self.fields["file"].required = kept is None
        if kept:
            self.fields["file"].label = _("Another file in its place")


class CannotComeForm(forms.Form):
    """Which sessions, and who speaks instead, if anybody."""

    sessions = forms.ModelMultipleChoiceField(
        Session.objects.none(), label=gettext_lazy("Sessions"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose at least one session.")},
    )  # fmt: skip
    reason = Line(
        label=gettext_lazy("Words to the organisers"), required=False, max_length=300,
        help_text=gettext_lazy("May stay empty. It is not published."),
    )  # fmt: skip
    replacement = Line(
        label=gettext_lazy("Somebody who speaks instead"), required=False, max_length=200,
        help_text=gettext_lazy(
            "Name. The session then takes place and all seats stay. Empty: it is cancelled, unless others "
            "carry it."
        ),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("Mail address of that person"), required=False,
        help_text=gettext_lazy("They get a page of their own by mail."),
    )  # fmt: skip

    def __init__(self, sessions: list[Session], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["sessions"]
        field.queryset = Session.objects.filter(pk__in=[one.pk for one in sessions]).select_related("room")
        field.initial = [one.pk for one in sessions]
        field.label_from_instance = lambda one: one.title_de


class StaffCannotComeForm(CannotComeForm):
    """Staff may put another session in its place: same seats, other title."""

    title_de = Line(
        label=gettext_lazy("New title, if it becomes another session"), required=False, max_length=300,
        help_text=gettext_lazy("Only together with somebody who speaks instead."),
    )  # fmt: skip
    title_en = Line(label=gettext_lazy("New title in English"), required=False, max_length=300)
    abstract_de = Paragraphs(label=gettext_lazy("New description"), required=False, max_length=5000)
    field_order = ["sessions", "reason", "replacement", "email", "title_de", "title_en", "abstract_de"]

    def clean(self) -> dict[str, Any]:
        """A new title needs a person and exactly one session."""
        values = super().clean() or {}
        if values.get("title_de") and not values.get("replacement"):
            self.add_error("replacement", _("Please say who speaks in the new session."))
        if values.get("title_de") and len(values.get("sessions") or []) > 1:
            self.add_error("sessions", _("Please choose the one session that gets the new title."))
        return values


class SearchForm(forms.Form):
    """Narrows a long list of speakers."""

    q = Line(label=gettext_lazy("Name or session"), required=False, max_length=100)
    lacking = forms.BooleanField(label=gettext_lazy("Only who still lacks something"), required=False)
    all_optional = True

    def wants(self, speaker: Speaker, missing: list[str]) -> bool:
        """Whether the list shows somebody."""
        asked = self.cleaned_data if self.is_valid() else {}
        titles = [title for one in speaker.sessions for title in (one.title_de, one.title_en)]
        return (bool(missing) or not asked.get("lacking")) and holds_words(
            asked.get("q", ""), speaker.person.name, *titles
        )


class InviteForm(forms.Form):
    """Where the link goes."""

    email = forms.EmailField(label=gettext_lazy("Mail address"))
    language = forms.ChoiceField(label=gettext_lazy("Language of letters"), choices=settings.LANGUAGES)


def _names_of(day: int) -> list[str]:
    return [f"day{day}_{span}_{end}" for span in range(SPANS_A_DAY) for end in ("from", "to")]


def _names(days: int) -> list[str]:
    return [name for day in range(days) for name in _names_of(day)]


def _shown(days: list[date], spans: list[Span]) -> dict[str, Any]:
    by_day: dict[date, list[tuple[datetime, datetime]]] = defaultdict(list)
    for begins, ends in spans:
        by_day[timezone.localtime(begins).date()].append(
            (timezone.localtime(begins), timezone.localtime(ends))
        )
    found: dict[str, Any] = {}
    for number, day in enumerate(days):
        times = [moment.time() for span in by_day[day][:SPANS_A_DAY] for moment in span]
        found |= dict(zip(_names_of(number), times, strict=False))
    return found
