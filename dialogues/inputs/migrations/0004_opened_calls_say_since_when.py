from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inputs', '0003_words_for_the_ends_of_a_scale'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'draft'), ('opened_at__isnull', False), _connector='OR'), name='an_opened_call_says_since_when'),
        ),
    ]
