import json

from django.core.management.base import BaseCommand, CommandError

from monitoring.doctor import State, examine


class Command(BaseCommand):
    help = "Show what is configured, reachable and missing, and how to mend it. Fails if something must be mended."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args, **options):
        failed = []
        for finding in examine():
            if finding.state == State.FAILED:
                failed.append(finding.name)
            self.stdout.write(json.dumps(finding.as_dict()) if options["json"] else self._row(finding))
        if failed:
            raise CommandError(f"To mend: {', '.join(failed)}", returncode=1)

    def _row(self, finding):
        style = {State.OK: self.style.SUCCESS, State.MISSING: self.style.WARNING, State.FAILED: self.style.ERROR}
        row = f"{style[finding.state](f'{finding.state:8}')}{finding.name:16}{finding.detail}"
        return f"{row}\n{'':24}{finding.mend}" if finding.mend else row
