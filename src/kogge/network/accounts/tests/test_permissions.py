"""The permission matrix: roles × actions × own and other organisation."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from kogge.network.accounts.models import Membership, Role, User
from kogge.network.accounts.permissions import PERMISSIONS, is_office, may, organizations_of

from . import cast

# One column per member of the cast: for the own organisation / for another one. x = may, . = may not.
MATRIX = """
                      office  editor  door    reviewer auditor visitor
calendar.see          x/x     x/x     x/.     x/.      x/.     ./.
event.see_draft       x/x     x/.     x/.     ./.      x/.     ./.
event.create          x/x     x/.     ./.     ./.      ./.     ./.
event.change          x/x     x/.     ./.     ./.      ./.     ./.
event.release         x/x     x/.     ./.     ./.      ./.     ./.
event.import          x/x     x/.     ./.     ./.      ./.     ./.
organization.change   x/x     x/.     ./.     ./.      ./.     ./.
place.change          x/x     x/.     ./.     ./.      ./.     ./.
person.see            x/x     x/.     ./.     ./.      x/.     ./.
person.change         x/x     x/.     ./.     ./.      ./.     ./.
person.merge          x/x     ./.     ./.     ./.      ./.     ./.
profile.release       x/x     x/.     ./.     ./.      ./.     ./.
operation.change      x/x     ./.     ./.     ./.      ./.     ./.
figure.change         x/x     x/.     ./.     ./.      ./.     ./.
review.approve        x/x     x/.     ./.     ./.      ./.     ./.
review.release        x/x     ./.     ./.     ./.      ./.     ./.
team.see              x/x     x/.     ./.     ./.      x/.     ./.
team.invite           x/x     x/.     ./.     ./.      ./.     ./.
history.see           x/x     x/.     ./.     ./.      x/.     ./.
feedback.answer       x/x     ./.     ./.     ./.      ./.     ./.
registration.see      x/x     x/.     ./.     ./.      ./.     ./.
registration.change   x/x     x/.     ./.     ./.      ./.     ./.
letter.write          x/x     x/.     ./.     ./.      ./.     ./.
mail.see              x/x     ./.     ./.     ./.      ./.     ./.
door.run              x/x     x/.     x/.     ./.      ./.     ./.
door.manage           x/x     x/.     ./.     ./.      ./.     ./.
attendance.correct    x/x     x/.     ./.     ./.      ./.     ./.
response.see          x/x     x/.     ./.     ./.      ./.     ./.
hours.see             x/x     x/.     ./.     ./.      x/.     ./.
hours.change          x/x     x/.     ./.     ./.      ./.     ./.
certificate.see       x/x     x/.     ./.     ./.      x/.     ./.
certificate.issue     x/x     x/.     ./.     ./.      ./.     ./.
questionnaire.see     x/x     x/.     ./.     ./.      ./.     ./.
conversation.log      x/x     x/.     ./.     ./.      ./.     ./.
report.see            x/x     x/.     ./.     ./.      x/.     ./.
report.freeze         x/x     ./.     ./.     ./.      ./.     ./.
target.change         x/x     ./.     ./.     ./.      ./.     ./.
evidence.see          x/x     x/.     ./.     ./.      x/.     ./.
evidence.change       x/x     x/.     ./.     ./.      ./.     ./.
call.manage           x/x     x/.     ./.     ./.      ./.     ./.
submission.see        x/x     x/.     ./.     ./.      ./.     ./.
jury.manage           x/x     x/.     ./.     ./.      ./.     ./.
decision.make         x/x     x/.     ./.     ./.      ./.     ./.
nomination.manage     x/x     x/.     ./.     ./.      ./.     ./.
request.answer        x/x     x/.     ./.     ./.      ./.     ./.
timetable.change      x/x     x/.     ./.     ./.      ./.     ./.
timetable.see         x/x     x/.     ./.     ./.      x/.     ./.
review.write          x/x     x/.     ./.     x/.      ./.     ./.
audit.see             x/x     ./.     ./.     ./.      x/.     ./.
audit.manage          x/x     ./.     ./.     ./.      ./.     ./.
person.erase          x/x     ./.     ./.     ./.      ./.     ./.
"""


def _matrix_as_it_is() -> dict[str, list[str]]:
    people = [
        (cast.office(), cast.OFFICE),
        *((make(), cast.HARBOUR) for make in (cast.editor, cast.door, cast.reviewer, cast.auditor)),
        (cast.visitor(), cast.HARBOUR),
    ]
    return {
        action: [
            "/".join("x" if may(user, action, organization=slug) else "." for slug in (home, cast.MEADOW))
            for user, home in people
        ]
        for action in PERMISSIONS
    }


def test_the_permission_matrix(db: None) -> None:
    _head, *rows = MATRIX.strip("\n").splitlines()
    expected = {action: cells for action, *cells in (row.split() for row in rows)}
    assert _matrix_as_it_is() == expected


def test_an_auditor_only_reads() -> None:
    opened = {action for action, roles in PERMISSIONS.items() if Role.AUDITOR in roles}
    assert opened == {
        "calendar.see", "event.see_draft", "person.see", "team.see", "history.see", "hours.see", "certificate.see",
        "report.see", "evidence.see", "audit.see", "timetable.see",
    }  # fmt: skip


def test_no_two_editors_share_an_organization(db: None) -> None:
    emil, frida = cast.editor(), cast.other_editor()
    assert organizations_of(emil, "event.change") == {cast.HARBOUR}
    assert organizations_of(frida, "event.change") == {cast.MEADOW}
    assert organizations_of(emil, "calendar.see") is None
    assert organizations_of(cast.visitor(), "event.change") == set()


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2024, 4, 30), False),
        (date(2024, 5, 1), True),
        (date(2024, 5, 31), True),
        (date(2024, 6, 1), False),
    ],
)
def test_a_membership_counts_only_within_its_period(db: None, day: date, counts: bool) -> None:
    user = cast.member(
        "Eva", Role.OFFICE, cast.OFFICE, valid_from=date(2024, 5, 1), valid_until=date(2024, 5, 31)
    )
    assert may(user, "event.change", organization=cast.MEADOW, on=day) is counts
    assert is_office(user, on=day) is counts


def test_several_memberships_add_up_without_mixing(db: None) -> None:
    emil = cast.editor()
    Membership.objects.create(user=emil, organization_slug=cast.MEADOW, role=Role.DOOR)
    assert may(emil, "event.see_draft", organization=cast.MEADOW)
    assert not may(emil, "event.change", organization=cast.MEADOW)


def test_whoever_was_deactivated_may_nothing(db: None) -> None:
    olga = cast.office()
    User.objects.filter(pk=olga.pk).update(is_active=False)
    assert not may(User.objects.get(pk=olga.pk), "calendar.see")


def test_an_unknown_action_is_an_error_and_never_a_permission() -> None:
    with pytest.raises(KeyError):
        may(AnonymousUser(), "event.sell")
