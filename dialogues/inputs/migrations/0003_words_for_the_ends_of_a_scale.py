from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inputs', '0002_through_a_colleague'),
    ]

    operations = [
        migrations.AddField(
            model_name='question',
            name='scale_high',
            field=models.CharField(blank=True, max_length=60, verbose_name='what 5 means'),
        ),
        migrations.AddField(
            model_name='question',
            name='scale_low',
            field=models.CharField(blank=True, max_length=60, verbose_name='what 1 means'),
        ),
    ]
