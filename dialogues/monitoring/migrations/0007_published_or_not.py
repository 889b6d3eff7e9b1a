from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0006_keep_what_is_published'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('public_version__isnull', True), ('published_at__isnull', True), ('reworded_at__isnull', True)), models.Q(('public_version__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='what_is_published_is_kept_as_it_was'),
        ),
    ]
