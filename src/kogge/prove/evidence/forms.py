"""What staff type and upload as evidence."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.lists.models import AttendanceList, OperationRequest
from kogge.prove.profiles.queries import profile_of
from kogge.take_part.sign_up.uploads import ACCEPT

from .models import EvidenceFile


class FileForm(forms.ModelForm):
    """One piece of evidence: a file or a public address."""

    file = forms.FileField(
        label=gettext_lazy("File"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=gettext_lazy("PDF, JPEG, PNG or WebP, at most 10 MB. It is stored encrypted."),
    )  # fmt: skip

    class Meta:
        model = EvidenceFile
        fields = ("kind", "attendance_list", "title", "on", "file", "address", "alt", "rights")

    def __init__(self, about: Event | Operation, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        is_event = isinstance(about, Event)
        kinds = [
            (key, str(label))
            for key, label in EvidenceFile.Kind.choices
            if is_event or key != EvidenceFile.Kind.SCAN
        ]
        operation = about.operation if isinstance(about, Event) else about
        language = (get_language() or "de")[:2]
        for duty in profile_of(operation).publicity if operation else ():
            if duty.key not in EvidenceFile.Kind.values:
                kinds.insert(-1, (duty.key, duty.label.get(language) or duty.label["de"]))
        self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=kinds)
        self.fields["on"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        self.fields["alt"].help_text = _("Needed for photos, for people who cannot see them.")
        self.fields["rights"].help_text = _("Needed for photos.")
        self.fields["address"].help_text = _("Of a page, a post or a media report, where there is no file.")
        if isinstance(about, Event):
            rows = AttendanceList.objects.filter(event=about).select_related("session")
            field: Any = self.fields["attendance_list"]
            field.queryset, field.label = rows, _("List that was signed (only for a scan)")
            field.label_from_instance = _label_of
        else:
            del self.fields["attendance_list"]

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on and on > timezone.localdate():
            raise forms.ValidationError(_("This lies in the future."))
        return on

    def _post_clean(self) -> None:
        """Leave the instance alone: the action checks and saves."""


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class AskForm(forms.ModelForm):
    """The wish for another operation."""

    class Meta:
        model = OperationRequest
        fields = ("after", "reason")

    def __init__(self, event: Event, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["after"]
        rows = Operation.objects.order_by("-starts_on")
        field.queryset = rows.exclude(pk=event.operation_id) if event.operation_id else rows
        field.label, field.required = _("Operation it should count for"), False
        field.empty_label = _("No operation") if event.operation_id else "–"

    def _post_clean(self) -> None:
        """Leave the instance alone: the action checks and saves."""


class DecisionForm(forms.Form):
    """What the second person says."""

    answer = forms.CharField(label=gettext_lazy("What you say to it"), max_length=300, required=False)


class CheckForm(forms.Form):
    """A file to be compared with what was issued."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "An attendance list (PDF or CSV), a certificate, a report or an archive (ZIP)."
        ),
    )


def _label_of(frozen: AttendanceList) -> str:
    what = frozen.session or _("The event as a whole")
    return _("%(what)s, version %(number)d") % {"what": what, "number": frozen.version}
