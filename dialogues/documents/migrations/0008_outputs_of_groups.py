"""Texts that belong to working groups, with agreement, submission and way out."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


SENTENCE = "A frozen version stays as it is."
BEGUN = """EXISTS (
        SELECT 1 FROM documents_document AS held JOIN dialogues_deletion AS going ON going.dialogue_id = held.dialogue_id
        WHERE held.id = OLD.document_id AND going.begun_at IS NOT NULL AND going.cancelled_at IS NULL
    )"""


def take_down(apps, editor):
    """SQLite makes the table of documents anew, which a trigger that reads it would refuse; it comes back at the end."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER documents_version_no_delete")


def put_back(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER documents_version_no_delete BEFORE DELETE ON documents_version WHEN NOT {BEGUN} "
            f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        )


class Migration(migrations.Migration):

    dependencies = [
        ('dialogues', '0010_tabs_shown'),
        ('documents', '0007_dates_that_go_with_states'),
        ('workinggroups', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(take_down, put_back),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('stamp', models.CharField(max_length=64)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'agreement within a group',
                'verbose_name_plural': 'agreements within groups',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('note', models.TextField(blank=True, verbose_name='a word to everybody')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('way', models.CharField(choices=[('part', 'Part of another document'), ('own', 'A document of its own'), ('paper', 'A working paper')], max_length=8, verbose_name='way out')),
                ('next_version', models.PositiveIntegerField(default=1, editable=False)),
                ('part_from', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('group_agreed_at', models.DateTimeField(blank=True, null=True)),
                ('host_agreed_at', models.DateTimeField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'submission of a group',
                'verbose_name_plural': 'submissions of groups',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Voice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agrees', models.BooleanField(verbose_name='agrees')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'voice in a group',
                'verbose_name_plural': 'voices in groups',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='document',
            name='group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='workinggroups.group', verbose_name='working group'),
        ),
        migrations.AddField(
            model_name='document',
            name='output',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='documents', to='workinggroups.output', verbose_name='expected output'),
        ),
        migrations.AlterField(
            model_name='document',
            name='kind',
            field=models.CharField(choices=[('ppa', 'Participatory Policy Analysis'), ('output', 'Output of a working group')], default='ppa', max_length=10, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='version',
            name='status',
            field=models.CharField(choices=[('final_draft', 'Final draft for endorsement'), ('endorsed', 'Endorsed'), ('superseded', 'Superseded'), ('withdrawn', 'Withdrawn'), ('noted', 'Noted as a working paper')], default='final_draft', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', False), ('kind', 'output')), models.Q(models.Q(('kind', 'output'), _negated=True), ('group__isnull', True)), _connector='OR'), name='an_output_belongs_to_its_group'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='agreement',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='documents.document'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='opened_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='submission',
            name='agreement',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='submission', to='documents.agreement'),
        ),
        migrations.AddField(
            model_name='submission',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='submission',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='documents.document'),
        ),
        migrations.AddField(
            model_name='submission',
            name='part_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='documents.document', verbose_name='part of'),
        ),
        migrations.AddField(
            model_name='submission',
            name='section',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='documents.section', verbose_name='section'),
        ),
        migrations.AddField(
            model_name='voice',
            name='agreement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='documents.agreement'),
        ),
        migrations.AddField(
            model_name='voice',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='voice',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workinggroups.member'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(fields=('document', 'number'), name='agreement_numbers_are_unique'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('document',), name='one_open_agreement_of_a_text'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(fields=('document', 'number'), name='submission_numbers_are_unique'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('document',), name='one_running_submission_of_a_text'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('way', 'part'), ('part_of__isnull', False)), models.Q(models.Q(('way', 'part'), _negated=True), ('part_of__isnull', True)), _connector='OR'), name='a_part_names_its_whole'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('settled_at__isnull', True), models.Q(('group_agreed_at__isnull', False), ('host_agreed_at__isnull', False)), _connector='OR'), name='both_sides_agree_on_the_way_out'),
        ),
        migrations.AddConstraint(
            model_name='voice',
            constraint=models.UniqueConstraint(fields=('agreement', 'member'), name='one_voice_per_member_and_agreement'),
        ),
        migrations.AddConstraint(
            model_name='voice',
            constraint=models.CheckConstraint(condition=models.Q(('agrees', True), models.Q(('note', ''), _negated=True), _connector='OR'), name='who_dissents_says_on_what'),
        ),
        migrations.AddField(
            model_name='citation',
            name='part',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='citations', to='documents.submission'),
        ),
        migrations.RunPython(put_back, take_down),
    ]
