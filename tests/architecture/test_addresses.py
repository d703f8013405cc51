"""Every address × everybody: nothing of the desk opens to whom it should not, nothing public is closed.

A new address fails this test until it stands in the table below with the action that opens it.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import PERMISSIONS, may
from kogge.network.accounts.tests import cast

# What opens the address: "public", "account" (sign-in pages), "signed in", or an action of the permission table.
TABLE = """
public               feeds:* assets:* embed:* programme:event programme:programme programme:now
public               programme:session programme:speakers programme:changes programme:series
public               yearbook:review yearbook:annex yearbook:figure yearbook:source search:search core:components
public               website:* accounts:accept sign_up:*
public               newsletter:stop
letter.write         correspondence:*
public               juries:start juries:bids juries:file juries:conflict juries:attachment
public               juries:compare* juries:vote
review.write         juries:desk_* jury_desk:mine
jury.manage          jury_desk:*
decision.make        decisions:* outcomes:list outcomes:set outcomes:letters outcomes:preview outcomes:sending
decision.make        outcomes:text outcomes:run pitches:desk pitches:order pitches:revealing
public               outcomes:reply outcomes:results pitches:reveal pitches:state pitches:screen
public               pitches:sheet pitches:entries pitches:worker
review.write         pitches:desk_*
public               answering:answer answering:not_me
operation.change     answering:default_aim
questionnaire.see    answering:*
event.release        correspondence:plan correspondence:plans
public               self_service:* feedback:give* feedback:thanks* feedback:shared
response.see         feedback:*
public               certificates:enter certificates:verify certificates:mine certificates:file
public               credentials:*
certificate.see      certificates:rules certificates:rule certificates:run certificates:held certificates:held_file
certificate.issue    certificates:* badges:*
public               my_day:* my_day_worker:*
public               keeping:own keeping:own_ask
operation.change     keeping:term
person.merge         duplicates:*
person.erase         keeping:*
account              account_* mfa_* socialaccount_* openid_connect_* usersessions_list
signed in            accounts:desk accounts:profile
feedback.answer      website:feedback_list website:feedback_answer
team.see             accounts:team
team.invite          accounts:invite accounts:membership accounts:end accounts:invite_again
team.invite          accounts:second_factor_removal
history.see          accounts:history
calendar.see         events:calendar
timetable.see        timetable:grid timetable:state timetable:compare
timetable.change     timetable:* solving:*
event.see_draft      events:list events:overview programme:preview
event.create         events:create events:create_from events:clashes events:duplicate events:series_add
event.change         events:*
event.import         imports:*
event.release        programme:release programme:releases programme:withdraw programme:release_session
public               speakers:mine speakers:profile speakers:times speakers:slides speakers:cannot_come
event.change         speakers:*
public               schedules:booklet schedules:slides
event.release        schedules:release
event.change         schedules:sheet
public               applying:*
submission.see       call_desk:call call_desk:submission call_desk:file call_desk:export
call.manage          call_desk:* event_requests:challenges_desk event_requests:challenge_desk
call.manage          event_requests:make_challenge
public               event_requests:ask event_requests:challenges event_requests:challenge
request.answer       event_requests:*
public               teams:found teams:join teams:lost_link teams:mine teams:my_file teams:result teams:result_file
call.manage          teams:*
public               nominations:propose nominations:mine nominations:own_certificate nominations:offices
nomination.manage    nominations:*
public               checkin:*
account              checkin:start checkin:roster checkin:presence
door.run             attendance:door attendance:conflicts attendance:walk_in attendance:typed
door.run             attendance:printed_list attendance:badges
door.manage          attendance:gate* attendance:device* attendance:ticket_keys
attendance.correct   attendance:*
registration.see     guests:overview guests:personal_data
registration.change  admissions:* guests:*
organization.change  directory:organization* directory:topic* directory:communit* directory:programme*
organization.change  directory:row*
person.see           directory:people directory:person
person.change        directory:person_new directory:person_deletion directory:profile
person.merge         directory:merging directory:merge_undoing
profile.release      directory:profile_release directory:profile_withdrawal
place.change         directory:place*
operation.change     grants:*
review.approve       yearbook:edit yearbook:edit_year yearbook:section yearbook:approve
report.see           indicators:start indicators:reports indicators:operation indicators:definitions
report.see           indicators:records indicators:report targets:targets targets:estimates
audit.see            indicators:export indicators:report_file
report.freeze        indicators:begin indicators:freeze indicators:drop indicators:recompute
target.change        targets:*
review.release       yearbook:introduction yearbook:release yearbook:withdraw
figure.change        yearbook:add_figure yearbook:correct_figure
public               conversations:own conversations:own_entry
conversation.log     conversations:*
public               audit:link_*
audit.manage         audit:verify_now audit:accesses audit:grant audit:access
audit.see            audit:*
hours.change         hours:decide hours:take_back
hours.see            hours:*
operation.change     profiles:take_up
report.see           profiles:*
evidence.see         evidence:*
evidence.change      evidence:freeze evidence:event_file_add evidence:operation_file_add evidence:file_remove
evidence.change      evidence:ask evidence:request
"""
OPEN = {200, 301, 302, 304, 400, 404, 405, 410}
CLOSED = {403, 404, 405}


class Address(NamedTuple):
    """One URL pattern with made-up arguments."""

    name: str
    path: str


def _addresses(resolver: URLResolver, prefix: str = "/", space: str = "") -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else space
            yield from _addresses(entry, prefix + _filled(entry), inner)
        elif isinstance(entry, URLPattern):
            yield Address(f"{space}{entry.name}", prefix + _filled(entry))


def _filled(entry: URLResolver | URLPattern) -> str:
    """The pattern as a path: numbers become 1, words "nothing"."""
    pattern = entry.pattern
    route = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__
        value = "1" if "Int" in kind else "events" if "Section" in kind else "nothing"
        start = route.index("<")
        assert name in route[start : route.index(">")]
        route = route[:start] + value + route[route.index(">") + 1 :]
    if route.startswith("^"):
        route = route.replace("(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)", "1-nothing")
        route = route.replace("(?P<provider_id>[^/]+)", "nothing").strip("^$")
    return route


def _table() -> list[tuple[str, str]]:
    rows = [line.split() for line in TABLE.strip().splitlines()]
    pairs = [(" ".join(row[:2]), row[2:]) if row[0] == "signed" else (row[0], row[1:]) for row in rows]
    return [(opens, pattern) for opens, patterns in pairs for pattern in patterns]


def _opens(name: str) -> str | None:
    """The most exact row of the table for an address."""
    fitting = [
        (len(pattern), opens)
        for opens, pattern in _table()
        if (pattern.endswith("*") and name.startswith(pattern[:-1])) or name == pattern
    ]
    return max(fitting)[1] if fitting else None


ADDRESSES = sorted(set(_addresses(get_resolver())))


def test_every_address_stands_in_the_table() -> None:
    assert [address.name for address in ADDRESSES if _opens(address.name) is None] == []


def test_every_row_of_the_table_is_an_action_and_some_address() -> None:
    names = [address.name for address in ADDRESSES]
    for opens, pattern in _table():
        assert opens in {"public", "account", "signed in"} or opens in PERMISSIONS
        if not pattern.startswith("grants:"):
            assert any(name == pattern or name.startswith(pattern.rstrip("*")) for name in names), pattern


@pytest.mark.slow
@pytest.mark.parametrize("somebody", ["visitor", "office", "editor", "door", "reviewer", "auditor"])
def test_each_address_opens_to_whom_it_should(db: None, somebody: str) -> None:
    user: User | AnonymousUser = getattr(cast, somebody)()
    client = Client(raise_request_exception=False)
    if isinstance(user, User):
        client.force_login(user)
    wrong = []
    for address in ADDRESSES:
        opens = _opens(address.name) or "public"
        if opens in {"public", "account"}:
            expected = OPEN | {401, 403, 429} if opens == "account" else OPEN
        elif not isinstance(user, User):
            expected = {302, 404, 405}
        elif opens == "signed in" or may(user, opens):
            expected = OPEN | {422}
        else:
            expected = CLOSED
        response = client.get(address.path)
        to_sign_in = response.status_code == 302 and response["Location"].startswith("/account/login/")
        if response.status_code not in expected or (
            opens not in {"public", "account"} and not isinstance(user, User)
            and response.status_code == 302 and not to_sign_in
        ):  # fmt: skip
            wrong.append(f"{address.path} ({opens}): {response.status_code}")
    assert wrong == []


def test_nothing_of_the_desk_can_be_sent_by_a_visitor(db: None) -> None:
    client = Client(raise_request_exception=False)
    wrong = []
    for address in ADDRESSES:
        if _opens(address.name) in {"public", "account"}:
            continue
        response = client.post(address.path)
        to_sign_in = response.status_code == 302 and response["Location"].startswith("/account/login/")
        if not to_sign_in and response.status_code not in {404, 405}:
            wrong.append(f"{address.path}: {response.status_code}")
    assert wrong == []
