import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0012_media_under_embargo'),
        ('monitoring', '0004_notes_corrected_and_signed_letters'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitment',
            name='public_due_on',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='commitment',
            name='public_part',
            field=models.CharField(blank=True, choices=[('lead', 'Lead'), ('support', 'Support')], editable=False, max_length=8),
        ),
        migrations.AddField(
            model_name='commitment',
            name='public_version',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.version'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='reworded_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
