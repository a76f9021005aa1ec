"""The tables: random ids, versions and sealed bytes. Nothing about her stands in the clear.

Numbers in the clear: how long she may be idle, how many wrong tries there were, until when the next has to wait.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Owner(models.Model):
    """The person whose vault this is. Home has exactly one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    public_key = models.TextField()  # age recipient: seals drafts while the vault is locked
    sealed_identity = models.BinaryField()  # the private half, under her key
    code_confirmed = models.BooleanField(default=False)  # the recovery code was typed back
    idle_seconds = models.PositiveIntegerField(default=300)
    wrong_tries = models.PositiveIntegerField(default=0)
    wait_until = models.PositiveBigIntegerField(default=0)  # seconds since 1970


class Slot(models.Model):
    """One way to get at the key: a passphrase or a recovery code, with what the derivation asks for."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(Owner, models.CASCADE, related_name="slots")
    kind = models.CharField(max_length=16)
    header = models.BinaryField()
    wrapped = models.BinaryField()


class Record(models.Model):
    """One sealed document. Its kind is known only inside the manifest."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(Owner, models.CASCADE, related_name="records")
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()


class Manifest(models.Model):
    """The sealed list of what there is, one for each owner."""

    owner = models.OneToOneField(Owner, models.CASCADE, primary_key=True, related_name="manifest")
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()


class Draft(models.Model):
    """What was being typed when the lock fell, sealed to her public key."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(Owner, models.CASCADE, related_name="drafts")
    sealed = models.BinaryField()
