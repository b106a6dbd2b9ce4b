from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agents", "0003_run_options")]

    operations = [
        migrations.AlterField(
            model_name="step",
            name="state",
            field=models.CharField(
                choices=[
                    ("running", "Running"),
                    ("awaiting", "Needs your decision"),
                    ("allowed", "Allowed"),
                    ("done", "Done"),
                    ("failed", "Failed"),
                    ("declined", "Declined"),
                    ("stopped", "Stopped"),
                ],
                default="running",
                max_length=8,
            ),
        ),
    ]
