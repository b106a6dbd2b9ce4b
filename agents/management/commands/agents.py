import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from agents.definitions import library
from agents.definitions.errors import DefinitionError
from agents.definitions.reading import LARGEST_BYTES, decoded, read
from agents.models import Agent


class Command(BaseCommand):
    help = "List the installation's agents, check files of YAML, or bring the agents in step with their files."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["list", "check", "sync"])
        parser.add_argument("files", nargs="*", type=Path, help="for check: files of YAML; default: those of the library")
        parser.add_argument("--json", action="store_true", help="print one JSON object a line")

    def handle(self, *, action, files, json, **options):
        faulty = {"list": self._list, "check": self._check, "sync": self._sync}[action](files, json)
        if faulty:
            raise CommandError(f"{faulty} of the files can't be used.")

    def _list(self, _files, as_json):
        for agent in Agent.objects.told().filter(project=None).select_related("current").order_by("slug"):
            tools = [each["name"] for each in agent.current.definition["tools"]]
            row = {"slug": agent.slug, "name": agent.name, "version": agent.current.number, "enabled": agent.is_enabled, "tools": tools}
            self._say(row, f"{agent.slug:16} v{agent.current.number:<3} {'on ' if agent.is_enabled else 'off'} {', '.join(tools)}", as_json)

    def _check(self, files, as_json):
        return sum(not self._is_good(path, as_json) for path in files or library.files().values())

    def _is_good(self, path, as_json):
        try:
            with path.open("rb") as file:
                remarks = read(decoded(file.read(LARGEST_BYTES + 1))).remarks
        except DefinitionError as error:
            lines = [f"{path}:{fault.line}:{fault.column}: {fault.message}" for fault in error.faults]
            self._say({"file": str(path), **error.extra}, "\n".join(lines), as_json)
            return False
        except OSError as error:
            self._say({"file": str(path), "errors": [{"message": error.strerror}]}, f"{path}: {error.strerror}", as_json)
            return False
        self._say(
            {"file": str(path), "errors": [], "remarks": remarks}, f"{path}: good" + "".join(f" ({each})" for each in remarks), as_json
        )
        return True

    def _sync(self, _files, as_json):
        report = library.sync()
        faults = [{"file": str(path), **error.extra} for path, error in report.faulty]
        row = {"changed": report.changed, "removed": report.removed, "faulty": faults}
        lines = [f"changed: {', '.join(report.changed) or '–'}", f"removed: {', '.join(report.removed) or '–'}"]
        self._say(row, "\n".join(lines + [f"{path}: {error}" for path, error in report.faulty]), as_json)
        return len(report.faulty)

    def _say(self, row, line, as_json):
        self.stdout.write(json.dumps(row, ensure_ascii=False) if as_json else line)
