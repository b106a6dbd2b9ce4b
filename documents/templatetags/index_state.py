from django import template

from documents.index_state import state_of

register = template.Library()
register.simple_tag(state_of, name="index_state")
