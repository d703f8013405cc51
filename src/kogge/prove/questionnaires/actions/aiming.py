"""Who is counted, the person or the company: decided with three answers and a reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kogge.core.folding import folded
from kogge.core.refusals import Refused
from kogge.network.grants.models import Operation
from kogge.prove.hours.models import Participant
from kogge.prove.seals import rows as seals

from ..aims import COMPANY, PERSON, target
from ..models import Aim, AimDefault, Entity


@transaction.atomic
def decide(
    participants: Sequence[Participant], *, reasons: Mapping[str, bool], reason: str,
    entity: Mapping[str, str] | None, by: Any,
) -> list[Aim]:  # fmt: skip
    """Store for these people of one operation who is counted. People of one company are decided together."""
    _with_reason(reason)
    who = target(**reasons)
    if who == PERSON and entity:
        raise Refused(_("Both at once is not possible: your answers say that the person is counted, "
                        "but a company is named. Please change an answer or empty the company."))  # fmt: skip
    if who == COMPANY and not entity:
        raise Refused(_("Your answers say that the company is counted. Please name it."), field="name")
    if len({one.operation_id for one in participants}) > 1:
        raise Refused(_("Please decide for one operation at a time."))
    body = _entity(participants[0].operation, entity, by=by) if entity and participants else None
    return [
        _store(one, {"target": who, "entity": body, "reason": reason.strip(), **reasons}, by=by)
        for one in participants
    ]


@transaction.atomic
def set_default(operation: Operation, *, reasons: Mapping[str, bool], reason: str, by: Any) -> AimDefault:
    """For everybody nobody decided about, now and later. A company cannot be a default, because it has a name."""
    _with_reason(reason)
    if target(**reasons) != PERSON:
        raise Refused(
            _(
                "Your answers say that companies are counted. Each must be named, so please decide for its people."
            )
        )
    row, made = AimDefault.objects.update_or_create(
        operation=operation, defaults={**reasons, "reason": reason.strip()}
    )
    seals.record(row, "set" if made else "changed", by=by, after=dict(reasons), reason=row.reason)
    return row


@transaction.atomic
def decide_by_default(participant: Participant, *, reasons: Mapping[str, bool], reason: str, by: Any) -> None:
    """Count the person, unless somebody decided meanwhile."""
    aim, made = Aim.objects.get_or_create(
        participant=participant, defaults={"target": PERSON, "reason": reason, **reasons}
    )
    if made:
        seals.record(aim, "decided by default", by=by, after={"target": PERSON})


def _store(participant: Participant, columns: Mapping[str, Any], *, by: Any) -> Aim:
    aim, made = Aim.objects.update_or_create(participant=participant, defaults=columns)
    after = {"target": aim.target, "entity": aim.entity.code if aim.entity else ""}
    seals.record(aim, "decided" if made else "decided anew", by=by, after=after)
    return aim


def _entity(operation: Operation, values: Mapping[str, str], *, by: Any) -> Entity:
    """The company with this name and postcode in the operation: counted once, however many of its people came."""
    key = {"operation": operation, "folded": folded(values["name"])[:200], "postcode": values["postcode"]}
    row, made = Entity.objects.get_or_create(
        **key, defaults={name: values[name] for name in ("name", "kind", "size")}
    )
    if not made and (row.kind, row.size) != (values["kind"], values["size"]):
        row.kind, row.size = values["kind"], values["size"]
        row.save(update_fields=["kind", "size"])
        seals.record(row, "changed", by=by, after={"kind": row.kind, "size": row.size})
    elif made:
        seals.record(row, "named", by=by, after={"kind": row.kind, "size": row.size})
    return row


def _with_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Please write why, so that an auditor can follow it."), field="reason")
