"""Hostile files (TP-F6): each refused in a plain sentence, nothing stored, the refusal logged."""

import io
import logging
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kogge.core.refusals import Refused
from kogge.take_part.registration.models import AnswerFile, Registration
from kogge.take_part.sign_up import uploads

from .files import PDF, PNG, picture
from .scene import FORM, fresh, question, typed, workshop

__all__ = ["fresh"]


def zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 20_000_000)
    return file.getvalue()


HOSTILE = {
    "wrong type": ("script.sh", b"#!/bin/sh\nrm -rf /\n", "keine davon"),
    "a program": ("poster.pdf", b"MZ\x90\0" + b"\0" * 200, "keine davon"),
    "html as pdf": ("poster.pdf", b"<html><script>alert(1)</script></html>", "keine davon"),
    "html behind a pdf's first line": ("poster.pdf", b"%PDF-1.7\n<script>alert(1)</script>", "beschädigt"),
    "html behind a pdf's end": ("poster.pdf", PDF + b"<script>alert(1)</script>", "beschädigt"),
    "a pdf with a program": ("poster.pdf", PDF.replace(b"/Catalog", b"/JavaScript"), "Programme"),
    "svg as png": ("poster.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "keine davon"),
    "gif": ("poster.gif", b"GIF89a" + b"\0" * 20, "keine davon"),
    "zip bomb": ("poster.pdf", zip_bomb(), "keine davon"),
    "10,000 x 10,000": ("poster.png", picture("PNG", (10_000, 10_000)), "40 Millionen"),
    "cut picture": ("poster.png", PNG[:40], "keine davon"),
    "lies about its type": ("poster.pdf", PNG, "etwas anderes als ihr Inhalt"),
    "no ending": ("poster", PDF, "etwas anderes als ihr Inhalt"),
    "hidden ending": ("poster.pdf.exe", PDF, "etwas anderes als ihr Inhalt"),
    "hidden file": (".pdf", PDF, "Sonderzeichen"),
    "empty": ("poster.pdf", b"", "leer"),
    "11 MB": ("poster.pdf", PDF + b" " * (10 * 2**20), "10 MB"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_is_stored(
    client: Client, what: str, caplog: pytest.LogCaptureFixture, settings: object, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    name, content, sentence = HOSTILE[what]
    poster = question(workshop(), "file")
    with caplog.at_level(logging.WARNING, "kogge.uploads"):
        answer = client.post(FORM, typed(**{f"question_{poster.pk}": _file(name, content)}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Dateien müssen Sie erneut auswählen" in page
    assert 'value="Ada Abel"' in page
    assert f"question {poster.pk} was refused" in caplog.text
    assert (Registration.objects.count(), AnswerFile.objects.count(), list(tmp_path.rglob("*"))) == (0, 0, [])


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/poster.pdf", "C:\\Temp\\poster.pdf", "a/b.pdf", "x\u202efdp.pdf:exe"]
)
def test_a_path_in_the_name_is_refused(name: str) -> None:
    upload = SimpleUploadedFile("x", PDF)
    upload._name = name
    with pytest.raises(Refused, match="Pfad oder enthält Sonderzeichen"):
        uploads.checked(upload, 1)


def test_a_path_in_the_name_is_refused_as_it_comes_over_the_wire(client: Client) -> None:
    poster = question(workshop(), "file")
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in typed().items()
    ]
    head = f'--cut\r\nContent-Disposition: form-data; name="question_{poster.pk}"; filename="../../poster.pdf"\r\n\r\n'
    body = "".join(parts).encode() + head.encode() + PDF + b"\r\n--cut--\r\n"
    answer = client.generic("POST", FORM, body, content_type="multipart/form-data; boundary=cut")
    assert answer.status_code == 422
    assert "Pfad oder enthält Sonderzeichen" in answer.content.decode()
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Plakat für Ärzte.PDF", PDF, "application/pdf"),
        ("p.png", PNG, "image/png"),
        ("p.jpeg", picture("JPEG"), "image/jpeg"),
        ("p.webp", picture("WEBP"), "image/webp"),
    ],
)
def test_what_is_taken(name: str, content: bytes, kind: str) -> None:
    found = uploads.checked(SimpleUploadedFile(name, content), 7)
    assert (found.name, found.kind, found.question_id) == (name, kind, 7)
    assert found.file.read() == content
