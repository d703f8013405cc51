"""What the host types: minutes, and what is shown with the result."""

from django import forms

from .models import PitchDay


class DayForm(forms.ModelForm):  # type: ignore[type-arg]
    """Minutes to pitch and for questions."""

    class Meta:
        model = PitchDay
        fields = ("pitch_minutes", "question_minutes", "shows_audience")
