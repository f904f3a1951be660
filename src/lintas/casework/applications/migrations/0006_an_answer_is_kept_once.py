"""What another system answered to a check is kept once, sealed, with the enquiry; the open copy of it goes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("applications", "0005_what_was_found_and_decided_is_sealed")]

    operations = [
        migrations.RemoveConstraint("check", "check_answer_has_a_time"),
        migrations.RemoveField("check", "result"),
    ]
