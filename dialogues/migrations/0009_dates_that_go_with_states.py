from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dialogues', '0008_reasons_beside_events'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='dialogue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('visibility', 'public')), models.Q(models.Q(('visibility', 'public'), _negated=True), ('published_at__isnull', True)), _connector='OR'), name='a_public_dialogue_and_no_other_says_since_when'),
        ),
        migrations.AddConstraint(
            model_name='dialoguerole',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='role_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='groundrules',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'agreed'), _negated=True), ('agreed_at__isnull', False), _connector='OR'), name='agreed_rules_say_since_when'),
        ),
    ]
