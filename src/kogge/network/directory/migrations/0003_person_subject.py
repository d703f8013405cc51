import uuid

from django.db import migrations, models


def give_numbers(apps, schema_editor):
    """A number of its own for each person that is there."""
    person = apps.get_model("directory", "Person")
    for row in person.objects.only("pk").iterator(chunk_size=2000):
        person.objects.filter(pk=row.pk).update(subject=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_sources_and_precision")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="subject",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.RunPython(give_numbers, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="person",
            name="subject",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
