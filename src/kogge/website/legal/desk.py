"""The office reads and answers feedback."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.desk import Waiting
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import StaffRequest, may, requires

from . import actions
from .forms import AnswerForm
from .models import Feedback


@requires("feedback.answer")
@require_safe
def feedback_list(request: StaffRequest) -> HttpResponse:
    """Open messages first, the oldest deadline on top; then the settled ones."""
    state = request.GET.get("state", Feedback.State.OPEN)
    rows = Feedback.objects.filter(state=state) if state in Feedback.State.values else Feedback.objects.all()
    order = ("answer_by", "pk") if state == Feedback.State.OPEN else ("-answered_at", "-pk")
    context = {
        "rows": Paginator(rows.order_by(*order), 30).get_page(request.GET.get("page")),
        "state": state,
        "states": Feedback.State.choices,
        "today": timezone.localdate(),
    }
    return page(request, "website/legal/feedback_list_page.html", context)


@requires("feedback.answer")
def feedback_answer(request: StaffRequest, reference: str) -> HttpResponse:
    """Read one message; answer it or close it."""
    feedback = get_object_or_404(Feedback, reference=reference)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            if "close" in request.POST:
                actions.close(feedback, by=request.user)
            else:
                actions.answer(feedback, by=request.user, text=form.cleaned_data["answer"])
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Message %(number)s is settled.") % {"number": reference})
            return redirect("website:feedback_list")
    context = {"feedback": feedback, "form": form, "today": timezone.localdate()}
    status = 422 if form.errors else 200
    return page(request, "website/legal/feedback_answer_page.html", context, status=status)


def waiting_feedback(*, user: User, waiting: list[Waiting]) -> None:
    """What the desk's first page says about feedback. Named in `config/reactions.py`."""
    if not may(user, "feedback.answer"):
        return
    count = Feedback.objects.filter(state=Feedback.State.OPEN).count()
    if count:
        sentence = ngettext(
            "%(count)d message from a visitor waits for an answer.",
            "%(count)d messages from visitors wait for an answer.",
            count,
        )
        waiting.append(Waiting(sentence % {"count": count}, reverse("website:feedback_list")))
