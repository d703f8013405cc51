"""Words of documents that are gone were kept with a count. Every group is read anew, and only what stands somewhere stays."""

from typing import Any

from django.db import migrations


def read_anew(apps: Any, _editor: Any) -> None:
    """Empty the terms; the clock works off the groups."""
    document, waiting = apps.get_model("search", "SearchDocument"), apps.get_model("search", "Waiting")
    groups = sorted(set(document.objects.values_list("group", flat=True)))
    apps.get_model("search", "Posting").objects.all().delete()
    apps.get_model("search", "Term").objects.all().delete()
    document.objects.update(digest="")
    waiting.objects.bulk_create([waiting(group=group) for group in groups], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_english_texts")]
    operations = [migrations.RunPython(read_anew, migrations.RunPython.noop)]
