"""Words from people about records of the directory. Saving is left to the actions."""

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import kinds
from .fields import ImpreciseDateField, LinesField, first_day, last_day
from .models import (
    Appearance,
    Community,
    OfficeTerm,
    Organization,
    OrganizationAddress,
    OrganizationName,
    OrganizationOperator,
    Partnership,
    Person,
    Place,
    Profile,
    Programme,
    Room,
    Topic,
)

_ADDRESS_HELP = _("The end of the page’s address. A changed one keeps working: it leads to the new one.")


class RecordForm(forms.ModelForm):
    """A record of the directory. `values()` is what an action takes."""

    kinds_of = ""
    slug = forms.SlugField(label=_("Address"), required=False, max_length=120, help_text=_ADDRESS_HELP)
    besides = ("slug", "renamed_on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        new = self.instance.pk is None
        if new:
            del self.fields["slug"]
        if self.kinds_of:
            kept = self.instance.kind or self.initial.get("kind", "")
            self.fields["kind"] = forms.ChoiceField(
                label=_("Kind"), choices=kinds.choices(self.kinds_of, besides=kept)
            )
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.setdefault("rows", 4)
                field.widget.attrs["maxlength"] = 5000

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(values.items()):
            if isinstance(value, str) and len(value) > 5000:
                self.add_error(name, _("This text is longer than 5,000 letters. Please shorten it."))
        return values

    def values(self) -> dict[str, Any]:
        """The cleaned fields of the record itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.besides}


class OrganizationForm(RecordForm):
    """An organisation."""

    kinds_of = "organization"
    also_called = LinesField(label=_("Also called"), help_text=_("Other spellings and names, one per line."))
    renamed_on = forms.DateField(
        label=_("New name since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only when the name changes: events before this day keep showing the old name."),
    )

    class Meta:
        model = Organization
        fields = (
            "name", "renamed_on", "slug", "kind", "full_name", "abbreviation", "also_called", "parent",
            "place", "summary_de", "summary_en", "plain_de", "website", "is_public",
        )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            del self.fields["renamed_on"]
        else:
            self.fields["renamed_on"].initial = timezone.localdate()
        self.fields["place"].label = _("Place")
        parents: Any = self.fields["parent"]
        parents.label = _("Belongs to")
        parents.queryset = Organization.objects.exclude(pk=self.instance.pk)
        self.fields["is_public"].help_text = _("Without this tick only the team sees the entry.")
        self.fields["plain_de"].help_text = _("Short sentences for everybody, in German.")


class PersonForm(RecordForm):
    """A person."""

    also_called = LinesField(
        label=_("Also called"), help_text=_("Other spellings of the name, one per line.")
    )

    class Meta:
        model = Person
        fields = ("name", "title", "slug", "email", "also_called")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].help_text = _("For the team only; never shown to the public.")


class PlaceForm(RecordForm):
    """A place."""

    kinds_of = "place"
    also_called = LinesField(label=_("Also called"))
    access_features = forms.MultipleChoiceField(
        label=_("Accessibility"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Place
        fields = (
            "name", "slug", "kind", "within", "area", "street", "postcode", "latitude", "longitude",
            "access_features", "access_note", "also_called",
        )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["access_features"]
        field.choices = kinds.choices("access")
        around: Any = self.fields["within"]
        around.queryset = Place.objects.exclude(pk=self.instance.pk)
        around.label = _("Part of")
        self.fields["area"].label = _("Area")
        self.fields["latitude"].help_text = _(
            "In degrees, such as 54.09. Empty: the town’s place on the map."
        )


class TopicForm(RecordForm):
    """A topic."""

    class Meta:
        model = Topic
        fields = ("name_de", "name_en", "slug")


class CommunityForm(RecordForm):
    """A community."""

    kinds_of = "community"

    class Meta:
        model = Community
        fields = ("name", "slug", "kind", "organizer", "area", "summary_de", "summary_en", "is_public")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organizer"].label = _("Organised by")
        self.fields["area"].label = _("Area")


class ProgrammeForm(RecordForm):
    """A programme."""

    kinds_of = "programme"
    also_called = LinesField(label=_("Also called"))

    class Meta:
        model = Programme
        fields = (
            "name", "slug", "kind", "owner", "contact_point", "eligibility", "also_called", "summary_de",
            "summary_en", "is_public",
        )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind: Any = self.fields["kind"]
        kind.required = False
        kind.choices = [("", _("Not stated")), *kind.choices]
        self.fields["owner"].label = _("Owner")
        self.fields["contact_point"].label = _("Contact")


_ROW_LABELS = {
    "place": _("Place"),
    "partner": _("Partner"),
    "organization": _("Organisation"),
    "programme": _("Programme"),
    "community": _("Community"),
}


class RowForm(forms.ModelForm):
    """A row that holds for a period."""

    valid_from = ImpreciseDateField(label=_("From"))
    valid_until = ImpreciseDateField(label=_("Until"))
    source_note = forms.CharField(
        label=_("Where this is known from"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        instance = options.get("instance")
        if instance is not None and instance.pk:
            options["initial"] = {"valid_from": instance.since, "valid_until": instance.until}
        super().__init__(*args, **options)
        for name, label in _ROW_LABELS.items():
            if name in self.fields:
                self.fields[name].label = label
        if isinstance(self.instance, OfficeTerm):
            kept = self.instance.kind
            self.fields["kind"] = forms.ChoiceField(
                label=_("Office"), choices=kinds.choices("office", besides=kept)
            )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = values.get("valid_from"), values.get("valid_until")
        if start and end and start.first and end.last and end.last < start.first:
            self.add_error("valid_until", _("The end lies before the beginning."))
        return values

    def _post_clean(self) -> None:
        """Leave the instance alone: the action checks and saves."""

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        values = dict(self.cleaned_data)
        values["valid_from"], values["from_precision"] = first_day(values["valid_from"])
        values["valid_until"], values["until_precision"] = last_day(values["valid_until"])
        return values


class RoomForm(forms.ModelForm):
    """A room of a place."""

    slug = forms.SlugField(label=_("Short name for addresses"), max_length=80)
    features = LinesField(label=_("Equipment"), help_text=_("One per line."))

    class Meta:
        model = Room
        fields = ("name", "slug", "kind", "capacity", "features", "position")

    def _post_clean(self) -> None:
        """Leave the instance alone: the action checks and saves."""

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return dict(self.cleaned_data)


class ProfileForm(forms.ModelForm):
    """What the public may know of a person. A photo needs the source of its consent."""

    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=_("JPEG, PNG or WebP, at most 10 MB. Place and camera are removed."),
    )
    photo_consent = forms.CharField(
        label=_("Who agreed to the photo, and when"),
        required=False,
        max_length=300,
        help_text=_("Without this no photo can be published. For example: mail of the person, 3 May 2024."),
    )
    remove_photo = forms.BooleanField(label=_("Remove the photo"), required=False)

    class Meta:
        model = Profile
        fields = ("biography_de", "biography_en", "website", "photo", "photo_consent", "remove_photo")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not (self.instance.pk and self.instance.photo):
            del self.fields["remove_photo"]

    def _post_clean(self) -> None:
        """Leave the instance alone: the action checks and saves."""


class MergeForm(forms.Form):
    """Why two records are one human."""

    reason = forms.CharField(label=_("How do you know that both are one person?"), max_length=300)


FORMS: dict[str, type[RecordForm]] = {
    "organization": OrganizationForm,
    "person": PersonForm,
    "place": PlaceForm,
    "topic": TopicForm,
    "community": CommunityForm,
    "programme": ProgrammeForm,
}


def row_form(model: type[models.Model]) -> Any:
    """The form of one kind of row."""
    return _ROW_FORMS[model]


def _row_form(model: type[models.Model], *fields: str) -> Any:
    names = (*fields, "valid_from", "valid_until", "source_note")
    return forms.modelform_factory(model, form=RowForm, fields=names)


_ROW_FORMS = {
    OrganizationName: _row_form(OrganizationName, "name"),
    OrganizationOperator: _row_form(OrganizationOperator, "operator"),
    OrganizationAddress: _row_form(OrganizationAddress, "street", "postcode", "place"),
    Partnership: _row_form(Partnership, "kind", "partner"),
    Appearance: _row_form(Appearance, "role", "organization"),
    OfficeTerm: _row_form(OfficeTerm, "kind", "programme", "community"),
    Room: RoomForm,
}
