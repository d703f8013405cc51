from django.db import migrations, models


class Migration(migrations.Migration):
    """Slides may be given to everybody once the session is over; none of those given before are."""

    dependencies = [("speakers", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="slides",
            name="consented_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
