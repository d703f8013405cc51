from datetime import timedelta

import pytest
from django.utils import timezone

from kogge.core import links
from kogge.core.models import SignedLink
from kogge.core.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_link_opens_its_object_and_only_its_hash_is_stored():
    secret = links.create("invitation", 7)
    assert links.open(secret, "invitation").object_id == "7"
    assert links.open(secret, "invitation").object_id == "7"
    assert secret not in str(SignedLink.objects.values().get())


def test_secrets_are_long_and_never_alike():
    secrets = {links.create("invitation", 7) for _ in range(200)}
    assert len(secrets) == 200
    assert min(len(secret) for secret in secrets) >= 43


@pytest.mark.parametrize("secret", ["", "x", "ä" * 50, "a" * 100_000, "a\0b"])
def test_a_secret_nobody_made_is_refused_in_a_sentence(secret):
    links.create("invitation", 7)
    with pytest.raises(Refused, match=r"not known|nicht bekannt"):
        links.open(secret, "invitation")


def test_a_link_opens_nothing_but_its_purpose():
    secret = links.create("invitation", 7)
    with pytest.raises(Refused):
        links.open(secret, "cancellation")


def test_a_link_ends_at_its_time():
    secret = links.create("invitation", 7, timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match=r"expired|abgelaufen|too old"):
        links.open(secret, "invitation")


def test_a_revoked_link_opens_nothing_and_others_still_do():
    mine, other = links.create("invitation", 7), links.create("invitation", 8)
    assert links.revoke("invitation", 7) == 1
    assert links.revoke("invitation", 7) == 0
    with pytest.raises(Refused):
        links.open(mine, "invitation")
    assert links.open(other, "invitation").object_id == "8"


def test_a_used_link_is_used_once():
    secret = links.create("invitation", 7)
    links.use(secret, "invitation")
    with pytest.raises(Refused):
        links.use(secret, "invitation")
    with pytest.raises(Refused):
        links.open(secret, "invitation")


def test_only_links_that_ended_long_ago_are_forgotten():
    long_ago = timezone.now() - timedelta(days=100)
    links.create("invitation", 1, long_ago)
    links.create("invitation", 2, timezone.now() - timedelta(days=1))
    links.create("invitation", 3)
    assert links.forget_old() == 1
    assert sorted(SignedLink.objects.values_list("object_id", flat=True)) == ["2", "3"]
