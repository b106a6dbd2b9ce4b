"""The web process: pages and REST over HTTP, live updates over sockets, answers as tasks of its loop."""

import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_app = get_asgi_application()

from agents.mcp_server.door import McpDoor  # noqa: E402 - needs the apps loaded
from agents.routing import websocket_urlpatterns as agent_sockets  # noqa: E402 - needs the apps loaded
from config.body_limit import BodyLimit  # noqa: E402
from config.lifespan import Lifespan  # noqa: E402
from documents.routing import websocket_urlpatterns as document_sockets  # noqa: E402

mcp_door = McpDoor(otherwise=django_app)
application = ProtocolTypeRouter(
    {
        "http": BodyLimit(mcp_door),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter([*document_sockets, *agent_sockets]))),
        "lifespan": Lifespan(mcp_door.close),
    }
)
