import json

from django.core.management.base import BaseCommand, CommandError

from accounts.errors import PlatformError
from agents.models import Message, Run
from agents.rendering import answer_payload
from agents.runs import start_chat
from agents.waiting import await_end
from projects.commanding import acting_user, project_named


class Command(BaseCommand):
    help = "Ask a project a question and print the answer with its sources."

    def add_arguments(self, parser):
        parser.add_argument("project", help="id or name")
        parser.add_argument("question")
        parser.add_argument("--model", default="", help="id of the model to ask; default: the project's")
        parser.add_argument("--user", default="", help="e-mail address of the member who asks; default: the first owner")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *, project, question, model, user, json, **options):
        found = project_named(project)
        try:
            run = await_end(start_chat(acting_user(found, user), found, question, model=model))
        except PlatformError as error:
            raise CommandError(str(error)) from error
        answer = answer_payload(Message.objects.select_related("run").get(pk=run.answer_id))
        self._say(answer, as_json=json)
        if run.state != Run.State.COMPLETED:
            raise CommandError(run.error or f"The answer ended as {run.state}.")

    def _say(self, answer, *, as_json):
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        self.stdout.write(answer["content"])
        for citation in answer["citations"]:
            place = f", page {citation['page']}" if citation["page"] else f", row {citation['row']}" if citation["row"] else ""
            self.stdout.write(f"[{citation['number']}] {citation['name']}{place}: {' '.join(citation['quote'].split())[:160]}")
        if answer["confidence"] is not None:
            self.stdout.write(f"confidence {answer['confidence']:.2f}")
