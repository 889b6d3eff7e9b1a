from django.conf import settings
from django.db import migrations, models

from inspired.core.guarding import AddGuardedConstraint


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0006_one_version_of_each_standing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('status', 'open')), models.Q(('closed_at__isnull', False), ('status', 'closed')), _connector='OR'), name='a_closed_round_and_no_other_says_since_when'),
        ),
        AddGuardedConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('endorsed_at__isnull', False), ('status__in', ['noted', 'superseded']), _connector='OR'), name='a_published_version_was_adopted_or_noted'),
        ),
    ]
