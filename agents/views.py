from django.http import Http404


def chat(request, **ids):
    raise Http404


def rename(request, **ids):
    raise Http404


def delete(request, **ids):
    raise Http404


def history(request, **ids):
    raise Http404


def stop(request, **ids):
    raise Http404


def trace(request, **ids):
    raise Http404
