"""Sockets of signed-in people: refused to others, and closed as soon as the sign-in behind them may have ended.

Closing costs a person who is still signed in nothing: the page connects again and replays what it missed.
"""

from asgiref.sync import async_to_sync
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import get_channel_layer

SIGN_IN_AGAIN = 4401
NOT_FOUND = 4404


class SignedInConsumer(AsyncJsonWebsocketConsumer):
    """Admits the people for whom `groups_for` names the groups to join; to others it does not exist."""

    async def groups_for(self, user):
        """Return the names of the groups to join, or None if this person may not be here."""
        return []

    async def joined(self):
        """Called once the socket is open and has joined its groups: the place to replay."""

    async def connect(self):
        self.user = self.scope["user"]
        names = await self.groups_for(self.user) if self.user.is_authenticated and self.user.is_active else None
        if names is None:
            await self.close(code=NOT_FOUND)
            return
        for name in [person_group(self.user.pk), *names]:
            self.groups.append(name)
            await self.channel_layer.group_add(name, self.channel_name)
        await self.accept()
        await self.joined()

    async def receive(self, text_data=None, bytes_data=None, **kwargs):
        """Sockets speak and do not listen: whatever is sent to them is passed over."""

    async def session_ended(self, message):
        await self.close(code=SIGN_IN_AGAIN)


def person_group(user_id):
    return f"user-{user_id}"


def close_sockets_of(user_id):
    """Close every socket of a person, on all machines."""
    async_to_sync(get_channel_layer().group_send)(person_group(user_id), {"type": "session.ended"})
