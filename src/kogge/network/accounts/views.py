"""The desk's first page, the team, one's own account, the history."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kogge.core import links
from kogge.core.page import page
from kogge.core.refusals import Refused

from . import actions, queries
from .desk import parts_for, waiting_for
from .forms import AcceptForm, InvitationForm, MembershipForm
from .models import Role, User
from .organizations import all_names, named
from .permissions import StaffRequest, is_office, may, organizations_of, requires


@login_required
@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    """Where staff arrive after signing in."""
    context = {"parts": parts_for(request.user), "waiting": waiting_for(request.user)}
    return page(request, "accounts/desk_page.html", context)


@login_required
@require_safe
def profile(request: StaffRequest) -> HttpResponse:
    """One's own account: roles, password, second factor, sessions."""
    rows = list(request.user.memberships.order_by("organization_slug", "valid_from"))
    names = named(row.organization_slug for row in rows)
    context = {"rows": [(names[row.organization_slug], row) for row in rows], "today": timezone.localdate()}
    return page(request, "accounts/profile_page.html", context)


@requires("team.see")
@require_safe
def team(request: StaffRequest) -> HttpResponse:
    context = {
        "teams": queries.teams(request.user),
        "may_invite": may(request.user, "team.invite"),
        "today": timezone.localdate(),
    }
    return page(request, "accounts/team_page.html", context)


@requires("team.invite")
def invite(request: StaffRequest) -> HttpResponse:
    """Invite somebody by mail."""
    slugs = organizations_of(request.user, "team.invite")
    form = InvitationForm(
        request.POST or None,
        organizations=all_names() if slugs is None else named(slugs),
        with_office=is_office(request.user),
        initial={"role": Role.EDITOR, "organization": request.GET.get("organization")},
    )
    if form.is_valid():
        values = {key: form.cleaned_data[key] for key in ("email", "name", "organization")}
        role = Role(form.cleaned_data["role"])
        try:
            actions.invite(by=request.user, role=role, period=form.period, **values)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("The invitation is on its way to %(email)s.") % values)
            return redirect("accounts:team")
    return page(request, "accounts/invite_page.html", {"form": form}, status=_status(form))


@requires("team.invite")
def membership(request: StaffRequest, pk: int) -> HttpResponse:
    """Change role or period of a member."""
    row = queries.membership_or_404(request.user, pk)
    initial = {"role": row.role, "valid_from": row.valid_from, "valid_until": row.valid_until}
    form = MembershipForm(request.POST or None, initial=initial, with_office=is_office(request.user))
    if form.is_valid():
        try:
            role = Role(form.cleaned_data["role"])
            actions.change_membership(row, by=request.user, role=role, period=form.period)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The change is saved."))
            return redirect("accounts:team")
    organization = named([row.organization_slug])[row.organization_slug]
    may_remove = is_office(request.user) and queries.has_second_factor(row.user)
    context = {"form": form, "row": row, "organization": organization, "may_remove": may_remove}
    return page(request, "accounts/membership_page.html", context, status=_status(form))


@requires("team.invite")
@require_POST
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """End a membership today."""
    row = queries.membership_or_404(request.user, pk)
    return _do_and_return(
        request, lambda: actions.end_membership(row, by=request.user), _("The access has ended.")
    )


@requires("team.invite")
@require_POST
def second_factor_removal(request: StaffRequest, pk: int) -> HttpResponse:
    """Remove the second factor of somebody who lost it."""
    row = queries.membership_or_404(request.user, pk)
    return _do_and_return(
        request,
        lambda: actions.remove_second_factor(row.user, by=request.user),
        _("The second factor is removed. It is set up anew at the next sign-in."),
    )


@requires("team.invite")
@require_POST
def invite_again(request: StaffRequest, pk: int) -> HttpResponse:
    """Send the invitation once more."""
    row = queries.membership_or_404(request.user, pk)
    return _do_and_return(
        request, lambda: actions.invite_again(row, by=request.user), _("A new invitation is on its way.")
    )


def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """An invited person sets name and password."""
    try:
        link = links.open(secret, actions.INVITATION)
    except Refused as refusal:
        return page(request, "accounts/invitation_closed_page.html", {"sentence": str(refusal)}, status=410)
    user = get_object_or_404(User, pk=link.object_id, is_active=True)
    form = AcceptForm(request.POST or None, user=user, initial={"name": user.name})
    if form.is_valid():
        actions.accept_invitation(by=user, **form.cleaned_data)
        messages.success(request, _("Your account is ready. Please sign in with your new password."))
        return redirect("account_login")
    return page(request, "accounts/accept_page.html", {"form": form, "invited": user}, status=_status(form))


@requires("history.see")
@require_safe
def history(request: StaffRequest) -> HttpResponse:
    """Who changed what, when; `kind` and `object` narrow it to one record."""
    entries = queries.history_for(request.user)
    kind, object_id = request.GET.get("kind", "")[:80], request.GET.get("object", "")[:64]
    if kind:
        entries = entries.filter(kind=kind)
    if object_id:
        entries = entries.filter(object_id=object_id)
    shown = Paginator(entries, 50).get_page(request.GET.get("page"))
    query = urlencode({key: value for key, value in (("kind", kind), ("object", object_id)) if value})
    context = {"shown": shown, "lines": queries.history_lines(shown), "kind": kind, "query": query}
    return page(request, "accounts/history_page.html", context)


def _do_and_return(request: StaffRequest, act: object, sentence: str) -> HttpResponse:
    try:
        act()  # type: ignore[operator]
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect("accounts:team")


def _status(form: object) -> int:
    return 422 if getattr(form, "errors", None) else 200
