"""Keeps of each published commitment what the public reads of it by now.

What its seat has not answered anew, or has declined, stood on no public page: it is published no more. Apart from the
constraint that follows, because PostgreSQL changes no table that still has keys to check.
"""

from django.db import migrations
from django.db.models import F


def keep(apps, _schema_editor):
    published = apps.get_model("monitoring", "Commitment").objects.filter(published_at__isnull=False)
    published.exclude(answer__in=["confirmed", "amended"]).update(published_at=None)
    published.update(public_version=F("version"), public_part=F("part"), public_due_on=F("due_on"))


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0005_published_as_it_was'),
    ]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
