"""A picture needs a description and the source of consent; it is shrunk and loses its hidden data."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from .conftest import plan

TOLD = {"picture_alt": "A robot waves", "picture_consent": "Photo: Nora Neu, CC BY 4.0, all agreed on 3 May"}


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def jpeg(size=(2400, 1200)):
    picture = Image.new("RGB", size, "navy")
    exif = picture.getexif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "Camera"
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif)
    return SimpleUploadedFile("secret name.jpg", file.getvalue(), "image/jpeg")


@pytest.fixture
def send(signed_in, anna, north):
    event = plan(anna, north)
    client = signed_in(anna)

    def post(**values):
        answer = client.post(f"/en/desk/events/{event.slug}/picture/", values)
        event.refresh_from_db()
        return event, answer

    return post


def test_a_valid_picture_is_shrunk_renamed_and_freed_of_its_data(send):
    event, answer = send(picture=jpeg(), **TOLD)
    assert answer.status_code == 302
    assert "secret" not in event.picture.name
    with Image.open(event.picture.path) as kept:
        assert kept.size == (1600, 800)
        assert not kept.getexif()


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"picture_consent": " "}, "picture_consent", "Please say who took the picture"),
        ({"picture_alt": ""}, "picture_alt", "Please describe the picture"),
        (
            {"picture": SimpleUploadedFile("big.jpg", b"\xff\xd8" + b"0" * (40 * 2**20))},
            "picture",
            "larger than 10 MB",
        ),
        (
            {"picture": SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>")},
            "picture",
            "not a picture we can read",
        ),
    ],
)
def test_a_picture_without_consent_or_sense_is_refused_with_a_sentence(send, values, field, sentence):
    event, answer = send(**{"picture": jpeg((20, 20)), **TOLD, **values})
    assert sentence in answer.context["form"].errors[field][0]
    assert not event.picture
    assert answer.context["form"]["picture_alt"].value() == {**TOLD, **values}["picture_alt"]


def test_ten_thousand_by_ten_thousand_pixels_are_refused(send):
    file = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(file, "PNG")
    event, answer = send(picture=SimpleUploadedFile("huge.png", file.getvalue()), **TOLD)
    assert "more than 40 million pixels" in answer.content.decode()
    assert not event.picture
