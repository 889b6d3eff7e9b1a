"""Releases of events, what activities lead to by a key, tools without names of their own."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

PUBLIC_EVENTS = 8


def keep_releases(apps, _editor):
    """Turn the two days that stood among the texts into a release, and hold the messages back until then."""
    RecordText, Release = apps.get_model("activities", "RecordText"), apps.get_model("activities", "Release")
    days = RecordText.objects.filter(name__in=["release_on", "embargo_on"], day__isnull=False)
    found = {}
    for text in days.select_related("record__activity"):
        found.setdefault(text.record.activity_id, {"activity": text.record.activity})[text.name] = text.day
    for said in found.values():
        embargo, zone = said.get("embargo_on"), ZoneInfo(said["activity"].time_zone)
        opens = said.get("release_on") or embargo + timedelta(days=1)
        if embargo is not None and embargo < opens - timedelta(days=1):
            embargo = opens - timedelta(days=1)  # nothing was said in public before the release date
        Release.objects.create(
            activity=said["activity"],
            opens_on=opens,
            opens_at=datetime.combine(opens, time(), zone),
            embargo_on=embargo,
            lifts_at=datetime.combine(embargo + timedelta(days=1), time(), zone) if embargo else None,
        )
    RecordText.objects.filter(name__in=["release_on", "embargo_on"]).delete()
    RecordText.objects.filter(name="messages", record__activity__tool=PUBLIC_EVENTS).update(is_held=True)


def put_days_back(apps, editor):
    """Put the days of a release among the texts again; who read it before and what the media were told has no place there."""
    Release, RecordText = apps.get_model("activities", "Release"), apps.get_model("activities", "RecordText")
    ToolRecord = apps.get_model("activities", "ToolRecord")
    for release in Release.objects.filter(opens_on__isnull=False):
        record, _is_new = ToolRecord.objects.get_or_create(activity_id=release.activity_id)
        for name, day in (("release_on", release.opens_on), ("embargo_on", release.embargo_on)):
            if day is not None:
                RecordText.objects.create(record=record, name=name, day=day, tier="participants")
    editor.connection.check_constraints()  # PostgreSQL changes no table while it has checks before it


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0003_groups'),
    ]

    operations = [
        migrations.AlterField(
            model_name='activity',
            name='tool',
            field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(19)], verbose_name='tool'),
        ),
        migrations.AddField(
            model_name='activity',
            name='output_key',
            field=models.CharField(blank=True, max_length=100, verbose_name='text it leads to'),
        ),
        migrations.AddField(
            model_name='activity',
            name='output_label',
            field=models.CharField(blank=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='plainrow',
            name='is_held',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='recordtext',
            name='is_held',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opens_on', models.DateField(blank=True, null=True, verbose_name='release date')),
                ('embargo_on', models.DateField(blank=True, null=True, verbose_name='embargo until the end of')),
                ('opens_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('lifts_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('tells_media', models.BooleanField(default=False, verbose_name='media read it under embargo')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='release', to='activities.activity')),
                ('seats', models.ManyToManyField(blank=True, related_name='+', to='dialogues.seat', verbose_name='seats that read it before')),
            ],
            options={
                'verbose_name': 'release',
                'verbose_name_plural': 'releases',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('opens_at__isnull', True), ('opens_on__isnull', True)), models.Q(('opens_at__isnull', False), ('opens_on__isnull', False)), _connector='OR'), name='a_release_opens_on_its_day'), models.CheckConstraint(condition=models.Q(models.Q(('embargo_on__isnull', True), ('lifts_at__isnull', True)), models.Q(('embargo_on__isnull', False), ('lifts_at__isnull', False), ('opens_on__isnull', False)), _connector='OR'), name='an_embargo_has_a_release')],
            },
        ),
        migrations.RunPython(keep_releases, put_days_back),
    ]
