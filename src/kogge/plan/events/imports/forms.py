"""The upload of a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import organizations_of
from kogge.network.directory.models import Organization, Place

from .. import formats
from .reading import EXTENSIONS
from .rows import MOST_BYTES


class ImportForm(forms.Form):
    """A file and what the events in it have in common."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, iCalendar (.ics) or conference schedule (.xml, .json), at most 10 MB"),
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
        error_messages={"required": _("Please choose a file."), "empty": _("The file is empty.")},
    )
    organization = forms.ModelChoiceField(Organization.objects.none(), label=_("Organisation that leads"))
    format_key = forms.ChoiceField(
        label=_("Format"),
        required=False,
        help_text=_("For all events; empty: as the file says, else a workshop"),
    )
    place = forms.ModelChoiceField(
        Place.objects.all(), label=_("Place"), required=False,
        help_text=_("For events without a place, and for the rooms of a schedule"),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Name of the source"), max_length=100, required=False,
        help_text=_("Only if you import from several places that use the same numbers"),
    )  # fmt: skip
    strict = forms.BooleanField(label=_("All or nothing: one broken row stops the import"), required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slugs = organizations_of(user, "event.import")
        mine = Organization.objects.all() if slugs is None else Organization.objects.filter(slug__in=slugs)
        field: Any = self.fields["organization"]
        field.queryset = mine
        if slugs is not None and len(slugs) == 1:
            field.initial = mine.first()
        choices: Any = self.fields["format_key"]
        choices.choices = [("", "—"), *((one.key, one.label) for one in formats.all_formats())]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Please split it."))
        return file
