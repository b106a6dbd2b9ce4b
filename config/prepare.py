"""Bring the database up to this version and load the demo, in one process (Django takes long to import).

Prints MIGRATED once the tables are there: what follows needs the other processes running.
"""

import os
import sys

MIGRATED = "tables are up to date"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import call_command, get_commands

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    sys.stdout.write(f"{MIGRATED}\n")
    sys.stdout.flush()
    if "--demo" in sys.argv and "demo" in get_commands():
        call_command("demo")


if __name__ == "__main__":
    main()
