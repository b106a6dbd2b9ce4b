"""What the apps above hear of a project. All are sent inside the transaction that makes the change."""

from django.dispatch import Signal

# source, copy: Project; user; with_documents: bool
project_duplicated = Signal()
# project; user; changed: set of the names of Project fields
settings_changed = Signal()
