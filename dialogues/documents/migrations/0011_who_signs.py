from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0010_the_roadmap'),
    ]

    operations = [
        migrations.AddField(
            model_name='round',
            name='signed_by',
            field=models.CharField(choices=[('signatory', 'Whoever may sign for the organisation'), ('delegate', 'Any delegate who speaks for it')], default='signatory', max_length=10, verbose_name='answers are given by'),
        ),
    ]
