"""What the platform knows of people: every field with whom it is about, why, on what basis, how long.

Each app labels the fields of all its models in its own `data_map.py`: `PERSONAL` and `NOT_PERSONAL`. From
these come the privacy notice, `docs/data-map.md`, and what the history may keep. A field without a label
fails a test.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import groupby
from types import ModuleType

from django.apps import AppConfig, apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import legal_bases

Text = str | Promise
ALL = "*"
"""In NOT_PERSONAL: no field of the model says anything about a person."""


@dataclass(frozen=True)
class Terms:
    """What holds for some fields alike."""

    about: Text
    purpose: Text
    basis: Text
    retention: Text
    erasure: Text


@dataclass(frozen=True)
class PersonalField:
    """One field that says something about a person."""

    model: str
    field: str
    terms: Terms


@dataclass(frozen=True)
class Entry:
    """Fields of one model under the same terms, as the notice and the document show them."""

    model: type[Model]
    fields: tuple[str, ...]
    terms: Terms

    @property
    def model_label(self) -> str:
        return self.model._meta.label


def personal(model: str, fields: str, terms: Terms) -> tuple[PersonalField, ...]:
    """Label fields, written as words of one string."""
    return tuple(PersonalField(model, field, terms) for field in fields.split())


@cache
def personal_fields() -> tuple[PersonalField, ...]:
    """Every labelled personal field of every app."""
    return tuple(field for module in modules() for field in module.PERSONAL)


@cache
def fields_of(label: str) -> frozenset[str]:
    """Names of the personal fields of one model, such as `fields_of("accounts.User")`."""
    return frozenset(field.field for field in personal_fields() if field.model.lower() == label.lower())


def entries() -> list[Entry]:
    """The whole map, in the order of the apps."""
    grouped = groupby(personal_fields(), key=lambda field: (field.model, field.terms))
    return [
        Entry(apps.get_model(model), tuple(row.field for row in rows), terms)
        for (model, terms), rows in grouped
    ]


def modules() -> Iterator[ModuleType]:
    """The data maps of all apps."""
    for config in apps.get_app_configs():
        if _is_ours(config):
            yield import_module(f"{config.name}.data_map")


def _is_ours(config: AppConfig) -> bool:
    return config.name.startswith("kogge.")


_ACTED = Terms(
    about=_("Staff who changed something"),
    purpose=_("To show who changed what, so that errors and misuse can be found"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("As long as the records it is about; at least until the funder's proof period ends"),
    erasure=_("Holds only the number of an account; with the account the link to a person is gone"),
)
_MAILS = Terms(
    about=_("Recipients of mails"),
    purpose=_("To send each mail exactly once, also when the mail server was away"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("30 days after sending"),
    erasure=_("Deleted by the daily clean-up, or at once with the recipient's data"),
)
_LINKS = Terms(
    about=_("Recipients of personal links"),
    purpose=_("To let somebody act by a link from a mail, without an account"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Three months after the link has ended"),
    erasure=_("Deleted by the daily clean-up; only a hash of the link is ever kept"),
)

PERSONAL = (
    *personal("core.HistoryEntry", "actor reason", _ACTED),
    *personal("core.OutboxMessage", "to subject text html attachments headers", _MAILS),
    *personal("core.SignedLink", "object_id", _LINKS),
)
NOT_PERSONAL = {
    "core.HistoryEntry": "id at verb kind object_id label before after previous_hash hash",
    "core.OutboxMessage": "id cause about message_id is_bulk is_farewell created_at attempts next_attempt_at sent_at "
    "failed_at error",
    "core.PublicRevision": ALL,
    "core.SignedLink": "id digest purpose created_at expires_at used_at revoked_at",
    "core.FormerAddress": ALL,
    "core.SourceDocument": ALL,
    "contenttypes.ContentType": ALL,
    "auth.Permission": ALL,
    "auth.Group": ALL,
}
