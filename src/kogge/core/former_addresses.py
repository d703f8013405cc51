"""Addresses last: what moved redirects, what was deleted says what it was.

Paths are kept without a language prefix.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from .models import FormerAddress


def path_of(name: str, *args: str) -> str:
    """The path of a public page in the default language, as former addresses are kept."""
    with override(settings.LANGUAGE_CODE):
        return reverse(name, args=args)


def moved(old: str, new: str) -> None:
    """Redirect `old` to `new`, and what already led to `old`. Call inside the action's transaction."""
    FormerAddress.objects.filter(path=new).delete()
    FormerAddress.objects.filter(moved_to=old).exclude(path=new).update(moved_to=new)
    FormerAddress.objects.update_or_create(path=old, defaults={"moved_to": new, "label": ""})


def gone(path: str, label: str) -> None:
    """Say at `path`, and at every address that led there, what stood there once."""
    FormerAddress.objects.filter(moved_to=path).update(moved_to="", label=label[:300])
    FormerAddress.objects.update_or_create(path=path, defaults={"moved_to": "", "label": label[:300]})


def taken(path: str) -> None:
    """Something new stands at `path` again: forget what was said about it."""
    FormerAddress.objects.filter(path=path).delete()


def former_paths(path: str) -> list[str]:
    """The addresses that lead to `path` today."""
    return list(FormerAddress.objects.filter(moved_to=path).values_list("path", flat=True))
