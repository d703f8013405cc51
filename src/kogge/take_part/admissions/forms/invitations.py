"""A list of people to invite, pasted or as a file, checked line by line."""

import csv
import io
import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core.refusals import Refused
from kogge.take_part.registration.identity import clean_email, clean_name, email_key

from ..actions import Guest

MOST_LINES, MOST_BYTES, MOST_FAULTS = 2000, 500_000, 20
_ANGLED = re.compile(r"^(?P<name>[^<>]*)<(?P<email>[^<>]+)>[,;]?$")
_HEADINGS = {"name", "mail", "e-mail", "email", "mailadresse"}


class InvitationsForm(forms.Form):
    """Names and mail addresses: "Name; mail", "Name <mail>", or a CSV file with these two columns."""

    people = forms.CharField(
        label=gettext_lazy("Names and mail addresses"), required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("One person a line: Name; mail@example.org, or Name <mail@example.org>."),
    )  # fmt: skip
    file = forms.FileField(label=gettext_lazy("Or a CSV file"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=[("de", "Deutsch"), ("en", "English")]
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        text = values.get("people") or ""
        if upload := values.get("file"):
            text = f"{text}\n{self._decoded(upload)}"
        values["guests"] = self._guests(text, values.get("language", "de"))
        if not values["guests"] and not self.errors:
            self.add_error("people", _("Please write at least one line, or choose a file."))
        return values

    def _decoded(self, upload: Any) -> str:
        if upload.size > MOST_BYTES:
            self.add_error("file", _("This file is too large: at most 500 kB."))
            return ""
        content = upload.read()
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        self.add_error("file", _("This file is no text. Please save the table as CSV."))
        return ""

    def _guests(self, text: str, language: str) -> list[Guest]:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
        if len(lines) > MOST_LINES:
            self.add_error(
                "people", _("Please invite at most %(most)d people at once.") % {"most": MOST_LINES}
            )
            return []
        guests: dict[str, Guest] = {}
        faults = []
        for number, line in lines:
            try:
                if guest := _guest(line, language):
                    guests.setdefault(email_key(guest.email), guest)
            except Refused as refusal:
                faults.append(_("Line %(number)d, “%(line)s”: %(why)s") % {
                    "number": number, "line": line.strip()[:60], "why": refusal})  # fmt: skip
        for fault in faults[:MOST_FAULTS]:
            self.add_error("people", fault)
        return list(guests.values())


def _guest(line: str, language: str) -> Guest | None:
    """One line as a guest; None for a line of headings."""
    if found := _ANGLED.match(line.strip()):
        name, email = found["name"].strip(' "'), found["email"]
    else:
        delimiter = next((one for one in (";", "\t", ",") if one in line), ";")
        cells = [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=delimiter))]
        if {cell.lower() for cell in cells if cell} <= _HEADINGS:
            return None
        email = next((cell for cell in cells if "@" in cell), "")
        name = " ".join(cell for cell in cells if cell and cell != email)
    if not email:
        raise Refused(_("There is no mail address in this line."))
    return Guest(clean_name(name), clean_email(email), language)
