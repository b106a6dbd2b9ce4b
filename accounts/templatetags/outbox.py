from django import template

from accounts.outbox import may_read_outbox

register = template.Library()


@register.simple_tag(takes_context=True)
def outbox_open(context):
    """Say whether the visitor of this page may read the outbox."""
    request = context.get("request")
    return request is not None and may_read_outbox(request)
