"""The first public changes of a new installation may happen at the same moment."""

import threading

import pytest
from django.db import connection, transaction

from kogge.core import freshness
from kogge.core.models import PublicRevision


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_first_changes_at_once_each_is_counted():
    PublicRevision.objects.all().delete()
    together = threading.Barrier(16)
    failed: list[Exception] = []

    def change() -> None:
        try:
            together.wait()
            with transaction.atomic():
                freshness.advance()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=change) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert freshness.current() == 16
