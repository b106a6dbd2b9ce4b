"""Live updates of a project's documents. Carries only: rows are the truth, and the page reads those."""

from channels.db import database_sync_to_async
from django.contrib.auth import get_user_model

from accounts.sockets import NOT_FOUND, SignedInConsumer
from documents.events import group_of, standing
from documents.models import Revision
from projects.models import Project

SHOWN = 200


class DocumentsConsumer(SignedInConsumer):
    """`/ws/projects/<uuid>/documents/`: where unfinished documents stand, then every event of the project's documents."""

    async def groups_for(self, user):
        return [group_of(self._project_id)] if await self._may_see() else None

    async def joined(self):
        for message in await self._unfinished():
            await self.send_json(message)

    async def work_event(self, event):
        """Forward a message, as long as the person is still a member."""
        if await self._may_see():
            await self.send_json(event["message"])
        else:
            await self.close(code=NOT_FOUND)

    async def receive_json(self, content, **kwargs):
        """Nothing is asked over this socket."""

    @property
    def _project_id(self):
        return self.scope["url_route"]["kwargs"]["project_id"]

    @database_sync_to_async
    def _may_see(self):
        user = get_user_model().objects.filter(pk=self.user.pk).first()
        return bool(user) and Project.objects.visible_to(user).filter(pk=self._project_id).exists()

    @database_sync_to_async
    def _unfinished(self):
        """Return where every unfinished document stands: what was said before the socket opened."""
        open_ones = Revision.objects.filter(document__project_id=self._project_id, state__in=Revision.OPEN_STATES)
        rows = open_ones.select_related("document").order_by("-pk")[:SHOWN]
        return [{"seq": revision.event_seq, "type": "state", **standing(revision)} for revision in rows]
