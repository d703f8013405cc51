"""Sixteen at once at everything that exists once, on a database of its own. Prints what came out as JSON.

Run by test_races.py: `python races.py ROUNDS`, with KOGGE_DATA and KOGGE_DATABASE_URL set.
"""

import json
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "src"), str(Path(__file__).resolve().parents[2])]

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import close_old_connections, connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from kogge.core import reactions  # noqa: E402
from kogge.core.refusals import Refused  # noqa: E402
from kogge.take_part.registration import actions, invariants  # noqa: E402
from kogge.take_part.registration.models import AccessCode, Invitation, Registration  # noqa: E402
from kogge.take_part.registration.tests import people  # noqa: E402
from kogge.take_part.registration.tests.people import a_session, an_admission, application, registered  # noqa: E402

AT_ONCE = 16
Deed = Callable[[], Any]


def together(deeds: list[Deed]) -> list[str]:
    """Do all of it at the same moment. What each came to: "ok", "refused", or an error nobody may see."""
    gate = threading.Barrier(len(deeds))
    found: list[str] = []

    def run(deed: Deed) -> None:
        gate.wait()
        try:
            deed()
            found.append("ok")
        except Refused as refusal:
            found.append(f"{type(refusal).__name__.lower()}")
        except Exception:
            found.append(traceback.format_exc())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def live(admission: Any) -> list[str]:
    rows = Registration.objects.live().mains().filter(admission=admission)
    return sorted(rows.values_list("state", flat=True))


def names() -> list[str]:
    return [f"P{number} Person" for number in range(AT_ONCE)]


def seats() -> tuple[list[str], bool]:
    admission = an_admission(5)
    wishes = [application(admission, name) for name in names()]
    found = together([lambda wish=wish: actions.register(admission, wish) for wish in wishes])
    return found, live(admission) == ["confirmed"] * 5 + ["waiting"] * (AT_ONCE - 5)


def access_code() -> tuple[list[str], bool]:
    admission = an_admission(50, access="code")
    code = AccessCode.objects.create(admission=admission, code="HARBOUR", most_uses=3)
    wishes = [application(admission, name, access_code="harbour") for name in names()]
    found = together([lambda wish=wish: actions.register(admission, wish) for wish in wishes])
    code.refresh_from_db()
    return found, (len(live(admission)), code.uses, found.count("ok")) == (3, 3, 3)


def one_address() -> tuple[list[str], bool]:
    admission = an_admission(50)
    wishes = [application(admission) for _ in range(AT_ONCE)]
    found = together([lambda wish=wish: actions.register(admission, wish) for wish in wishes])
    return found, len(live(admission)) == 1 and found.count("ok") == AT_ONCE


def one_key() -> tuple[list[str], bool]:
    admission = an_admission(50)
    wish = application(admission)
    receipts: list[Any] = []
    found = together([lambda: receipts.append(actions.register(admission, wish))] * AT_ONCE)
    return found, len(live(admission)) == 1 and len(receipts) == AT_ONCE and len(set(receipts)) == 1


def invitation() -> tuple[list[str], bool]:
    admission = an_admission(50, access="invited")
    invited = Invitation.objects.create(
        admission=admission, name="Ada", email="a@b.example", email_key="a@b.example"
    )
    wishes = [application(admission, name, invitation=invited) for name in names()[:8]]
    deeds: list[Deed] = [lambda: actions.answer_invitation(invited, comes=True)] * 8
    deeds += [lambda wish=wish: actions.register(admission, wish) for wish in wishes]
    return together(deeds), len(live(admission)) == 1


def accept_against_expire() -> tuple[list[str], bool]:
    admission = an_admission(1)
    rows = [registered(admission, name) for name in names()[:3]]
    actions.cancel(rows[0])
    moment = timezone.now() + timedelta(milliseconds=30)
    Registration.objects.filter(pk=rows[1].pk).update(held_until=moment)
    deeds: list[Deed] = [lambda: actions.accept_offer(rows[1])] * 8 + [lambda: actions.expire_due(moment)] * 8
    found = together(deeds)
    states = [Registration.objects.get(pk=row.pk).state for row in rows[1:]]
    return found, states in (["confirmed", "waiting"], ["expired", "offered"])


def cancel_against_newcomers() -> tuple[list[str], bool]:
    admission = an_admission(3)
    rows = [registered(admission, name) for name in names()[:8]]
    wishes = [application(admission, f"N{number} Newcomer") for number in range(8)]
    deeds: list[Deed] = [lambda row=row: actions.cancel(row) for row in [*rows[:4], *rows[:4]]]
    deeds += [lambda wish=wish: actions.register(admission, wish) for wish in wishes]
    found = together(deeds)
    states = live(admission)
    order = list(
        Registration.objects.live().filter(admission=admission).order_by("pk").values_list("name", flat=True)
    )
    return found, states == ["offered"] * 3 + ["waiting"] * 9 and order[:4] == names()[4:8]


def capacity_cut() -> tuple[list[str], bool]:
    admission = an_admission(10)
    counter = people.counter(admission)
    wishes = [application(admission, name) for name in names()[:12]]
    deeds: list[Deed] = [lambda wish=wish: actions.register(admission, wish) for wish in wishes]
    deeds += [lambda number=number: actions.set_seats(counter, number, by="staff") for number in (4, 2, 6, 4)]
    found = together(deeds)
    return found, len(live(admission)) == 12 and people.recount_holds(admission)


def erase_against_register() -> tuple[list[str], bool]:
    admission = an_admission(2)
    rows = [registered(admission), registered(admission, "Bea Berg"), registered(admission, "Carl Cohn")]
    again = [application(admission) for _ in range(8)]
    deeds: list[Deed] = [lambda: actions.erase(rows[0])] * 8
    deeds += [lambda wish=wish: actions.register(admission, wish) for wish in again]
    found = together(deeds)
    erased = Registration.objects.get(pk=rows[0].pk)
    mine = Registration.objects.live().filter(admission=admission, email_key="ada@visitors.example").count()
    return found, erased.name == "" and not erased.is_live and mine <= 1


def sessions_at_the_same_time() -> tuple[list[str], bool]:
    admission = an_admission(None)
    workshops = [a_session(admission, 1), a_session(admission, 1)]
    ada, bea = registered(admission), registered(admission, "Bea Berg")
    deeds: list[Deed] = [
        lambda row=row, workshop=workshop: actions.book_session(row, workshop)
        for row in (ada, bea) for workshop in workshops for _ in range(4)
    ]  # fmt: skip
    found = together(deeds)
    booked = [Registration.objects.live().filter(main=row).count() for row in (ada, bea)]
    return found, booked == [1, 1] and people.recount_holds(admission)


def heads_of_a_group() -> tuple[list[str], bool]:
    admission = an_admission(10, most_heads=8)
    group = registered(admission, "Gus Group", kind="group", heads=8)
    others = [registered(admission, name) for name in names()[:4]]
    deeds: list[Deed] = [lambda seat=seat: actions.cancel_seat(seat) for seat in group.seats.all()] * 2
    found = together(deeds)
    states = [Registration.objects.get(pk=row.pk).state for row in others]
    return found, live(admission).count("waiting") == 0 and states[2:] == ["offered", "offered"]


RACES = [
    seats, access_code, one_address, one_key, invitation, accept_against_expire, cancel_against_newcomers,
    capacity_cut, erase_against_register, sessions_at_the_same_time, heads_of_a_group,
]  # fmt: skip


def main(rounds: int) -> None:
    call_command("migrate", verbosity=0)
    reactions._reactions.pop("registration", None)
    outcome: dict[str, list[str]] = {}
    for race in RACES:
        faults: list[str] = []
        for _round in range(rounds):
            found, right = race()
            faults += [one for one in found if one not in {"ok", "refused"}]
            faults += [] if right else [f"wrong: {found}"]
        outcome[race.__name__] = faults
    for key, check in invariants.CHECKS.items():
        outcome[key] = list(check())
    close_old_connections()
    print(json.dumps(outcome))


if __name__ == "__main__":
    main(int(sys.argv[1]))
