"""The smallest site that has a public page and an action: for tests that hammer a real server with real processes.

`python counting_site.py PORT WORKERS` serves it from KOGGE_DATA (and KOGGE_DATABASE_URL, where set).
"""

import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "src"), str(Path(__file__).resolve().parents[2])]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402
from django.conf import settings  # noqa: E402

if __name__ == "__main__":
    django.setup()
    sys.modules["counting_site"] = sys.modules["__main__"]
    settings.ROOT_URLCONF = "counting_site"
    settings.ALLOWED_HOSTS = ["127.0.0.1"]

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402

from config import server  # noqa: E402
from kogge.core import freshness, outbox  # noqa: E402
from kogge.core.models import SourceDocument  # noqa: E402
from kogge.core.page import public  # noqa: E402


@public
def show(request: HttpRequest, counter: str) -> HttpResponse:
    document = SourceDocument.objects.filter(key=counter).first()
    return HttpResponse(document.title if document else "0", content_type="text/plain")


@csrf_exempt
def count(request: HttpRequest, counter: str) -> HttpResponse:
    """Add one; with `?fail` roll back after announcing."""
    with transaction.atomic():
        SourceDocument.objects.select_for_update().get_or_create(key=counter, defaults={"title": "0"})
        document = SourceDocument.objects.select_for_update().get(key=counter)
        document.title = str(int(document.title) + 1)
        document.save()
        outbox.post(
            cause=f"{counter} {document.title}", to="a@example.org", subject="Counted", text=document.title
        )
        freshness.advance()
        if "fail" in request.GET:
            transaction.set_rollback(True)
    return HttpResponse(document.title, content_type="text/plain")


urlpatterns = [path("show/<slug:counter>/", show), path("count/<slug:counter>/", count)]


def main() -> None:
    listeners = server.listen("127.0.0.1", int(sys.argv[1]))
    call_command("migrate", verbosity=0)
    server.serve(listeners, workers=int(sys.argv[2]), threads=8)


if __name__ == "__main__":
    main()
