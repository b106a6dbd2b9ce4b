from django.http import Http404


def list_documents(request, **ids):
    raise Http404


def add_url(request, **ids):
    raise Http404


def bulk(request, **ids):
    raise Http404


def tray(request, **ids):
    raise Http404


def detail(request, **ids):
    raise Http404


def row(request, **ids):
    raise Http404


def preview(request, **ids):
    raise Http404


def view(request, **ids):
    raise Http404


def original(request, **ids):
    raise Http404


def retry(request, **ids):
    raise Http404


def replace(request, **ids):
    raise Http404


def cancel(request, **ids):
    raise Http404


def delete(request, **ids):
    raise Http404
