from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consensus", "0004_printed_ballots")]

    operations = [
        migrations.AddField(
            model_name="option",
            name="changed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
