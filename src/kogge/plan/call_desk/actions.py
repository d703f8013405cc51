"""Setting up a call: from a default form or an earlier call, its questions, its rules, its life."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kogge.core import freshness, history
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.directory.models import Organization
from kogge.plan.calls import eligibility
from kogge.plan.calls.models import Call
from kogge.plan.calls.questions import BUILT_IN, KINDS, defaults
from kogge.plan.events.actions.values import free_slug

FIELDS = ("title_de", "title_en", "text_de", "text_en", "opens_at", "closes_at", "event", "contest", "edition",
          "previous", "contact_mail", "lists_proposals", "organization")  # fmt: skip
RESERVED = {"mine", "together", "links", "challenges", "requests", "new"}


@transaction.atomic
def create_call(
    *, by: Any, kind: str, organization: Organization, values: Mapping[str, Any], copy_of: Call | None = None
) -> Call:
    """A draft with the default form of its kind, or with form, rules and texts of an earlier call."""
    form = defaults()[kind]
    call = Call(
        kind=kind, organization=organization, questions=form["questions"], eligibility=form["eligibility"]
    )
    call.settings = {"co_applicants": form["co_applicants"]}
    if copy_of is not None:
        call.questions, call.eligibility, call.settings = (
            copy_of.questions,
            copy_of.eligibility,
            copy_of.settings,
        )
    _apply(call, values)
    call.slug = free_slug(call.title_de, Call.objects.all())
    call.slug = f"{call.slug}-1" if call.slug in RESERVED else call.slug
    _save(call)
    history.record(call, "created", by=by, after={"kind": kind, "organization": organization.slug})
    return call


def copy_call(earlier: Call, *, by: Any, values: Mapping[str, Any]) -> Call:
    """The same call once more: everything but the dates; the edition counts on."""
    said = {
        name: getattr(earlier, name) for name in ("title_de", "title_en", "text_de", "text_en", "contest")
    }
    said |= {"contact_mail": earlier.contact_mail, "lists_proposals": earlier.lists_proposals}
    if earlier.edition:
        said["edition"] = earlier.edition + 1
    return create_call(
        by=by,
        kind=earlier.kind,
        organization=earlier.organization,
        values=said | dict(values),
        copy_of=earlier,
    )


@transaction.atomic
def change_call(
    call: Call, *, by: Any, values: Mapping[str, Any], expected_version: int | None = None
) -> Call:
    """Change texts, times and settings. The page shows it at once."""
    fresh = _taken(call, expected_version)
    before = {name: _plain(getattr(fresh, name)) for name in FIELDS}
    _apply(fresh, values)
    fresh.settings = {**fresh.settings, **values.get("settings", {})}
    after = {name: _plain(getattr(fresh, name)) for name in FIELDS}
    changed = [name for name in FIELDS if before[name] != after[name]]
    _save(fresh)
    history.record(
        fresh, "changed", by=by, before={n: before[n] for n in changed}, after={n: after[n] for n in changed}
    )
    announce("call changed", call=fresh, before=before)
    return fresh


@transaction.atomic
def put_question(
    call: Call, data: Mapping[str, Any], *, by: Any, key: str = "", position: int | None = None
) -> Call:
    """Add or change a question, or move it. A retired one is asked no more; answers to it stay."""
    fresh = _taken(call, None)
    rows = [one for one in fresh.questions if one["key"] != key]
    old = next((one for one in fresh.questions if one["key"] == key), None)
    if data.get("kind") not in KINDS:
        raise Refused(_("Please choose a kind."), field="kind")
    new = {**(old or {}), **data, "key": key or _free_key(str(data["label_de"]), fresh.questions)}
    if old and key in BUILT_IN:
        new["kind"] = old["kind"]
    if new.get("when") and new["when"][0] in {"", new["key"]}:
        raise Refused(_("A question cannot depend on itself."), field="when_question")
    at = fresh.questions.index(old) if old and position is None else position
    rows.insert(
        len(rows) if at is None else max(0, at),
        {name: one for name, one in new.items() if one not in ("", None)},
    )
    fresh.questions = rows
    _save(fresh)
    history.record(
        fresh, "question changed" if old else "question added", by=by, after={"question": new["key"]}
    )
    return fresh


@transaction.atomic
def set_eligibility(
    call: Call, rules: list[dict[str, Any]], *, by: Any, earlier: list[dict[str, Any]]
) -> Call:
    """The rules, and who was chosen in editions that this platform does not hold."""
    fresh = _taken(call, None)
    fresh.eligibility = rules
    fresh.settings = {**fresh.settings, "earlier": earlier}
    _save(fresh)
    history.record(fresh, "rules changed", by=by, after={"rules": [one["key"] for one in rules]})
    return fresh


@transaction.atomic
def set_state(call: Call, state: str, *, by: Any) -> Call:
    """Publish, take back while nobody answered, or archive."""
    fresh = _taken(call, None)
    if state == Call.State.PUBLISHED and not fresh.contact_mail:
        raise Refused(
            _("Please give a mail address for questions first: the page offers it after the deadline.")
        )
    if state == Call.State.PUBLISHED and not (fresh.text_de or fresh.text_en):
        raise Refused(_("Please write first what the call is about."))
    if state == Call.State.PUBLISHED and any(_is_blind(rule) for rule in fresh.eligibility):
        raise Refused(_("Please write first how the postcodes of the region begin: nobody else has said so."))
    if state == Call.State.DRAFT and fresh.submissions.exists():
        raise Refused(_("Somebody has answered already. Please archive the call instead."))
    before, fresh.state = fresh.state, state
    _save(fresh)
    history.record(fresh, "state changed", by=by, before={"state": before}, after={"state": state})
    announce("call changed", call=fresh, before={"state": before})
    return fresh


def _is_blind(rule: Mapping[str, Any]) -> bool:
    return rule["kind"] == "region" and not eligibility.prefixes(rule)


def _apply(call: Call, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(call, name, values[name])
    if not call.title_de.strip():
        raise Refused(_("Please give the call a title."), field="title_de")
    if call.opens_at and call.closes_at and call.opens_at >= call.closes_at:
        raise Refused(_("It must close after it opens."), field="closes_at")
    if call.previous and (
        call.previous_id == call.pk or call.previous.organization_id != call.organization_id
    ):
        raise Refused(_("Please choose another call of the same organisation."), field="previous")


def _save(call: Call) -> None:
    call.version = call.version + 1 if call.pk else 1
    try:
        call.full_clean(exclude=["slug"], validate_unique=False)
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused(sentences[0], field=field) from error
    call.save()
    freshness.advance()


def _taken(call: Call, expected_version: int | None) -> Call:
    fresh = (
        Call.objects.select_for_update(of=("self",)).select_related("organization", "event").get(pk=call.pk)
    )
    if expected_version is not None and fresh.version != expected_version:
        raise Refused(
            _(
                "Somebody else changed this call meanwhile. Your text is kept below: please compare, then save again."
            )
        )
    return fresh


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value)


def _free_key(label: str, taken: list[dict[str, Any]]) -> str:
    """A key that is nobody else's, not even of a retired question: its answers must not be mixed up."""
    base = re.sub(r"\W+", "_", slugify(label))[:30].strip("_") or "question"
    used = {one["key"] for one in taken} | set(BUILT_IN)
    return next(
        key for number in range(1, 1000) if (key := base if number == 1 else f"{base}_{number}") not in used
    )
