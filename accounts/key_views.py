"""The page of a person's API keys."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import api_keys
from accounts.key_forms import ApiKeyForm


@login_required
@never_cache
def keys(request):
    """List the keys; a new one is shown on the page that answers the form, and never again."""
    form = ApiKeyForm(request.POST or None, user=request.user)
    secret = ""
    if request.method == "POST" and form.is_valid():
        _key, secret = api_keys.create(request.user, **form.wishes())
        form = ApiKeyForm(user=request.user)
    context = {
        "form": form,
        "secret": secret,
        "keys": request.user.api_keys.all(),
        "project_names": {str(pk): name for pk, name in request.user.projects.values_list("pk", "name")},
        "address": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "accounts/keys.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def revoke(request, api_key_id):
    key = get_object_or_404(request.user.api_keys, pk=api_key_id)
    api_keys.revoke(key)
    messages.success(request, _("“%(key)s” is revoked: it is refused from now on.") % {"key": key.name})
    return redirect("api-keys-page")
