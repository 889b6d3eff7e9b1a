from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dialogues', '0009_dates_that_go_with_states'),
    ]

    operations = [
        migrations.AddField(
            model_name='dialogue',
            name='shown_tabs',
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
