"""Nobody is addressed with "du": neither in our catalogue nor in what allauth says through it."""

import re
from pathlib import Path

import allauth
import polib
from django.utils import translation

from kogge.core import region

INFORMAL = re.compile(
    r"\b(du|dich|dir|dein\w*|euch|euer|gib|wähle|klicke|logge|melde dich|habe Geduld|versuche es)\b", re.I
)
ROOT = Path(__file__).resolve().parents[4]
THEIRS = Path(allauth.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "django.po"
USED = {"account", "mfa", "socialaccount", "usersessions", "core"}


def test_our_catalogues_say_sie() -> None:
    catalogues = sorted(ROOT.glob("kogge/**/locale/de/LC_MESSAGES/django.po"))
    assert len(catalogues) >= 5
    texts = [
        text
        for path in catalogues
        for entry in polib.pofile(str(path))
        for text in (entry.msgstr, *entry.msgstr_plural.values())
    ]
    assert [text for text in texts if INFORMAL.search(text)] == []


def test_what_allauth_says_in_code_says_sie() -> None:
    with translation.override("de"):
        said = [
            translation.gettext(entry.msgid)
            for entry in polib.pofile(str(THEIRS))
            if any(file.endswith(".py") and file.split("/")[0] in USED for file, _line in entry.occurrences)
        ]
    assert len(said) > 60
    assert [sentence for sentence in said if INFORMAL.search(sentence)] == []


def test_the_regions_legal_texts_say_sie() -> None:
    assert not INFORMAL.search(region.current().file("legal.yaml").read_text(encoding="utf-8"))
