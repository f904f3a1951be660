"""Sign-ins."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from lintas.foundation.ids import new_id


class Account(AbstractBaseUser):
    """A sign-in. Only officers have one: citizens hold a reference and a proven contact."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    is_active = models.BooleanField(default=True)
    last_login = None  # the sign-in is in the ledger; a column would only add a write

    USERNAME_FIELD = "username"
    objects = BaseUserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(username=Lower("username")), name="account_username_lower"),
            models.CheckConstraint(condition=~models.Q(username=""), name="account_username_not_empty"),
        ]

    def __str__(self) -> str:
        return self.username
