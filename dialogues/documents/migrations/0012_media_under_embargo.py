from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0011_who_signs'),
    ]

    operations = [
        # Without a default: SQLite would build the table anew for one, and drop the triggers that guard it.
        migrations.AddField(
            model_name='version',
            name='told_media_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
