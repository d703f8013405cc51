"""Change the answers to the further questions, with the same fields as on the public form."""

from django.http import Http404, HttpRequest, HttpResponse

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.take_part.registration import actions
from kogge.take_part.registration.actions.changing import asked_of
from kogge.take_part.registration.models import Registration
from kogge.take_part.sign_up.answers import AnswersForm

from .. import overview
from ..doors import READ, WRITE, registration_page
from .page import back


@registration_page(*READ, *WRITE)
def change(request: HttpRequest, registration: Registration) -> HttpResponse:
    """A file that is not chosen anew stays."""
    questions = asked_of(registration)
    if not questions or not registration.is_live:
        raise Http404
    stored = set(registration.files.values_list("question", flat=True))
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnswersForm(*bound, questions=questions, given=registration.answers, stored_files=stored)
    if form.is_valid():
        try:
            actions.change_answers(registration, answers=form.answers, files=form.file_answers)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return back(registration, "changed")
    context = overview.of(registration) | {"form": form}
    return page(request, "self_service/answers_page.html", context, status=422 if form.errors else 200)
