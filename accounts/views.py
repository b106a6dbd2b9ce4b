from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from accounts.forms import PreferencesForm, ProfileForm
from accounts.models import OutboxMail
from accounts.outbox import may_read_outbox
from accounts.preferences import remember
from accounts.shortcuts import listen_to, shortcuts_of


@login_required
def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "shortcuts": shortcuts_of(request.user)}
        return render(request, "accounts/profile.html", context, status=400 if form.errors else 200)
    user = form.save()
    with override(user.language):
        messages.success(request, _("Your profile is saved."))
    return remember(request, redirect("profile"), language=user.language, theme=user.theme)


@login_required
@require_POST
def shortcuts(request):
    """Listen to the keys that are ticked and to no others."""
    listen_to(request.user, request.POST.getlist("shortcut"))
    messages.success(request, _("Your shortcuts are saved."))
    return redirect(reverse("profile") + "#shortcuts")


@require_POST
def preferences(request):
    """Change language or theme from any page, signed in or not, and go back there."""
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("Choose one of the languages and themes on offer."), status=400, content_type="text/plain")
    response = HttpResponse(status=204, headers={"HX-Refresh": "true"}) if request.htmx else redirect(_safe_next(request))
    return remember(request, response, **form.chosen())


def outbox(request):
    """The mail that would have been sent, for an installation without a mail server."""
    if not may_read_outbox(request):
        raise Http404
    return render(request, "accounts/outbox.html", {"mails": OutboxMail.objects.all()[:50]})


def _safe_next(request):
    wished = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(wished, {request.get_host()}, require_https=request.is_secure())
    return wished if allowed else "/"
