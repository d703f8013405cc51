"""What people read, word by word."""

import pytest

from kogge.take_part.registration import actions

from . import cast

pytestmark = pytest.mark.django_db


def test_show(admission, settings):
    settings.SITE_URL = "https://kogge.example"
    ada = cast.join(admission)
    print(cast.newest("ada").text)
    print(cast.newest("ada").html)
    print(cast.calendars(cast.newest("ada"))[0].to_ical().decode())
    print(len(cast.newest("ada").html))
    assert 0
