"""How often a day of birth was guessed wrong, so that guessing ends."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_the_database_holds_the_shelf")]

    operations = [
        migrations.AddField("application", "wrong_birth_dates", models.PositiveSmallIntegerField(default=0)),
    ]
