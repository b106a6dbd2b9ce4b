from django.http import JsonResponse
from django.views.decorators.cache import never_cache

from monitoring.health import CHECKS, failing


@never_cache
async def live(request):
    """The process answers; it says nothing of what it needs."""
    return JsonResponse({"status": "live"})


@never_cache
def ready(request):
    """200 where everything a visitor needs is there, else 503 with the names of what is not."""
    down = failing()
    checks = {name: "down" if name in down else "up" for name in CHECKS}
    return JsonResponse({"status": "waiting" if down else "ready", **checks}, status=503 if down else 200)
