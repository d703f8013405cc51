"""Rules that were stored before profiles could ask and count are completed, so that pages can read them."""

from typing import Any

from django.db import migrations

from kogge.prove.profiles import source


def complete(apps: Any, _editor: Any) -> None:
    """A profile that comes with the product gets its rules; of others, what cannot be read any more goes."""
    for row in apps.get_model("grants", "FunderProfile").objects.all():
        if not isinstance(row.rules.get("publicity"), dict):
            continue
        if row.key in source.shipped():
            data = source.read(source.SHIPPED / f"{row.key}.yaml").data
            period = {name: str(day) for name, day in data.get("period", {}).items()}
            row.rules = {**data, "period": period} if period else data
        else:
            row.rules = {name: value for name, value in row.rules.items() if name != "publicity"}
        row.save(update_fields=["rules"])


class Migration(migrations.Migration):
    dependencies = [("grants", "0002_sources_and_precision")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
