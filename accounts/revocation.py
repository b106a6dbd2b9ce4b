"""What ends with a sign-in: sockets that were opened under it.

Sessions and tokens need no help: each request looks the person up and checks `is_active` and the password's hash.
"""

from functools import partial

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from accounts.models import User
from accounts.sockets import close_sockets_of


@receiver(post_save, sender=User)
def on_suspension_or_new_password(instance, **kwargs):
    if not instance.is_active or instance._password is not None:  # set_password leaves it until the row is saved
        _close_on_commit(instance.pk)


@receiver(post_delete, sender=User)
def on_deletion(instance, **kwargs):
    _close_on_commit(instance.pk)


@receiver([user_logged_out, password_changed, password_reset, password_set])
def on_end_of_session(user, **kwargs):
    if user is not None:
        _close_on_commit(user.pk)


def _close_on_commit(user_id):
    transaction.on_commit(partial(close_sockets_of, user_id), robust=True)
