"""Who may do what, for which organisation, on which day: one table.

A membership counts only within its period. An action without a row for a role is forbidden. `OWN` opens the
organisations somebody is a member of, `ALL` every organisation of the network.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from .models import Membership, Role, User


class StaffRequest(HttpRequest):
    """What a view guarded by `requires` gets: the person is known. For annotations only."""

    user: User


Somebody = User | AnonymousUser
View = Callable[..., HttpResponse]


class Scope(StrEnum):
    """How far a permission reaches."""

    OWN = "own"
    ALL = "all"


_OFFICE_ALONE = {Role.OFFICE: Scope.ALL}
_EDITORS = {Role.OFFICE: Scope.ALL, Role.EDITOR: Scope.OWN}
_READERS = {**_EDITORS, Role.AUDITOR: Scope.OWN}
_ALL_STAFF = {**_READERS, Role.DOOR: Scope.OWN, Role.REVIEWER: Scope.OWN}


def _each(scopes: dict[Role, Scope], actions: str) -> dict[str, dict[Role, Scope]]:
    return dict.fromkeys(actions.split(), scopes)


PERMISSIONS: dict[str, dict[Role, Scope]] = {
    "calendar.see": {**_ALL_STAFF, Role.EDITOR: Scope.ALL},
    "event.see_draft": {**_READERS, Role.DOOR: Scope.OWN},
    **_each(
        _EDITORS,
        "event.create event.change event.release event.import organization.change place.change "
        "person.change profile.release figure.change review.approve team.invite registration.see "
        "registration.change letter.write door.manage attendance.correct response.see hours.change "
        "certificate.issue questionnaire.see conversation.log evidence.change call.manage submission.see "
        "jury.manage decision.make nomination.manage request.answer timetable.change",
    ),
    **_each(
        _READERS,
        "person.see team.see history.see hours.see certificate.see report.see evidence.see timetable.see",
    ),
    **_each(
        _OFFICE_ALONE,
        "person.merge operation.change review.release feedback.answer mail.see report.freeze "
        "target.change audit.manage person.erase",
    ),
    "review.write": {**_EDITORS, Role.REVIEWER: Scope.OWN},
    "door.run": {**_EDITORS, Role.DOOR: Scope.OWN},
    "audit.see": {Role.OFFICE: Scope.ALL, Role.AUDITOR: Scope.OWN},
}


def may(user: Somebody, action: str, *, organization: str | None = None, on: date | None = None) -> bool:
    """Whether `user` may carry out `action` for the organisation with this slug.

    Without an organisation: whether the user may do so for any organisation at all. An unknown action is a
    programming error and raises KeyError.
    """
    slugs = organizations_of(user, action, on=on)
    return slugs is None or (organization in slugs if organization is not None else bool(slugs))


def organizations_of(user: Somebody, action: str, *, on: date | None = None) -> set[str] | None:
    """The slugs of the organisations `user` may do `action` for; None means all of them."""
    scopes = PERMISSIONS[action]
    held = [row for row in _memberships(user, on) if row.role in scopes]
    if any(scopes[Role(row.role)] is Scope.ALL for row in held):
        return None
    return {row.organization_slug for row in held}


def is_office(user: Somebody, *, on: date | None = None) -> bool:
    """Whether `user` acts for the state office, and so for every organisation."""
    return any(row.role == Role.OFFICE for row in _memberships(user, on))


def holds(user: Somebody, action: str, organization: str | None) -> bool:
    """Whether `user` may do `action` for a thing of this organisation; what belongs to none is the office's."""
    return may(user, action, organization=organization) if organization else is_office(user)


def open_or_404(user: Somebody, action: str, organization: str | None) -> None:
    """Answer as if the thing did not exist to whoever may not do `action` for its organisation."""
    if not holds(user, action, organization):
        raise Http404


def requires(action: str, *, organization: str = "") -> Callable[[View], View]:
    """Guard a view. Visitors are sent to the sign-in page.

    Whoever may do `action` nowhere gets the page 403. With `organization="slug"`, the URL keyword `slug`
    names the organisation, and whoever may not act for that one gets 404.
    """
    PERMISSIONS[action]  # a misspelled action fails at import

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, action):
                raise PermissionDenied
            if organization:
                open_or_404(request.user, action, kwargs[organization])
            return view(request, *args, **kwargs)

        guarded.required_action = action  # type: ignore[attr-defined]
        return guarded

    return guard


def _memberships(user: Somebody, on: date | None) -> list[Membership]:
    """Those that count on the day. The middleware prefetches them, so that a page asks the database once."""
    if not isinstance(getattr(user, "pk", None), int) or not user.is_active:
        return []
    day = on or timezone.localdate()
    return [row for row in user.memberships.all() if row.holds_on(day)]  # type: ignore[union-attr]
