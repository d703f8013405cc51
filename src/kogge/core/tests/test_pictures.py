"""Pictures of strangers: refused with a sentence, or written anew without hidden data."""

import io
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from kogge.core.pictures import clean_picture
from kogge.core.refusals import Refused


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def upload(width: int = 400, height: int = 300, *, kind: str = "JPEG", **options) -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, kind, **options)
    return SimpleUploadedFile(f"holiday.{kind.lower()}", file.getvalue())


def test_place_and_camera_are_removed_and_the_name_says_nothing():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ada"
    exif.get_ifd(0x8825)[1] = "N"
    cleaned = clean_picture(upload(exif=exif))
    assert b"Camera of Ada" not in cleaned.read()
    cleaned.seek(0)
    assert dict(Image.open(cleaned).getexif()) == {}
    assert "holiday" not in cleaned.name
    assert len(cleaned.name) == 36


def test_a_large_picture_is_shrunk():
    cleaned = clean_picture(upload(3200, 1200))
    assert Image.open(cleaned).size == (1600, 600)


def test_a_sideways_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert Image.open(clean_picture(upload(400, 300, exif=exif))).size == (300, 400)


def test_transparent_becomes_white():
    file = io.BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(file, "PNG")
    cleaned = clean_picture(SimpleUploadedFile("logo.png", file.getvalue()))
    assert Image.open(cleaned).getpixel((0, 0)) == (255, 255, 255)


def test_more_than_ten_megabytes_are_refused():
    with pytest.raises(Refused, match="larger than 10 MB") as refusal:
        clean_picture(SimpleUploadedFile("big.jpg", b"\xff" * (40 * 2**20)))
    assert refusal.value.field == "picture"


@pytest.mark.parametrize("side", [7000, 10_000, 14_000])
def test_too_many_pixels_are_refused_before_decoding(side: int):
    file = io.BytesIO()
    Image.new("1", (side, side)).save(file, "PNG")
    with pytest.raises(Refused, match="40 million pixels"):
        clean_picture(SimpleUploadedFile("huge.png", file.getvalue()))


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0 broken", b"GIF89a"])
def test_what_is_no_picture_is_refused(content: bytes):
    with pytest.raises(Refused, match="JPEG, PNG or WebP"):
        clean_picture(SimpleUploadedFile("x.jpg", content))


def test_a_truncated_picture_is_refused():
    whole = upload(900, 900).read()
    with pytest.raises(Refused, match="JPEG, PNG or WebP"):
        clean_picture(SimpleUploadedFile("half.jpg", whole[: len(whole) // 2]))
