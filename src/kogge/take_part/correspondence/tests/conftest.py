import pytest
from django.utils import translation

from kogge.take_part.letters.tests import cast


@pytest.fixture(autouse=True)
def letters_listen(monkeypatch):
    cast.listen(monkeypatch)
    with translation.override("de"):
        yield


@pytest.fixture
def event(db):
    return cast.released()


@pytest.fixture
def admission(event):
    return cast.open_for(event, seats=3, consents_asked=["newsletter"])
