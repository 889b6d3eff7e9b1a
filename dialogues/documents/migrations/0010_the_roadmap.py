from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0009_how_many_answered'),
    ]

    operations = [
        migrations.AlterField(
            model_name='document',
            name='kind',
            field=models.CharField(choices=[('ppa', 'Participatory Policy Analysis'), ('roadmap', 'Roadmap for Reform'), ('output', 'Output of a working group')], default='ppa', max_length=10, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'roadmap')), fields=('dialogue', 'kind'), name='one_roadmap_per_dialogue'),
        ),
    ]
