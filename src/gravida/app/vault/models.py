"""The tables: random ids, versions and sealed bytes. Nothing about her stands in the clear.

Numbers in the clear: how long she may be idle, how many wrong tries there were, until when the next has to wait; where
many people share a server also the month in which a record was made and, while one is open, since when.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Waiting(models.Model):
    """Wrong tries, and until when the next has to wait."""

    wrong_tries = models.PositiveIntegerField(default=0)
    wait_until = models.PositiveBigIntegerField(default=0)  # seconds since 1970

    class Meta:  # noqa: D106 - as Django wants it
        abstract = True


class Owner(Waiting):
    """The person whose vault this is. Home has exactly one, without a name."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    public_key = models.TextField()  # age recipient: seals drafts while the vault is locked
    sealed_identity = models.BinaryField()  # the private half, under her key
    code_confirmed = models.BooleanField(default=False)  # the recovery code was typed back
    idle_seconds = models.PositiveIntegerField(default=300)
    name_hash = models.CharField(max_length=64, null=True, unique=True)  # under a key that is not in the database
    made_in = models.CharField(max_length=7, default="")  # "2026-11"; never the day


class UnknownName(Waiting):
    """Wrong tries under a name that nobody has: it waits like any other, so the wait says nothing."""

    name_hash = models.CharField(max_length=64, primary_key=True)


class AllTries(models.Model):
    """The tries of everybody together, as a vessel that empties by one a minute."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    filled = models.PositiveIntegerField(default=0)
    emptied_at = models.PositiveBigIntegerField(default=0)  # seconds since 1970


class Invitation(models.Model):
    """Leave to make one record on a shared server. The code itself is kept nowhere."""

    code_hash = models.CharField(max_length=64, primary_key=True)
    until = models.PositiveBigIntegerField()  # seconds since 1970


class Slot(models.Model):
    """One way to get at the key: a passphrase or a recovery code, with what the derivation asks for."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(Owner, models.CASCADE, related_name="slots")
    kind = models.CharField(max_length=16)
    header = models.BinaryField()
    wrapped = models.BinaryField()


class PasskeySlot(models.Model):
    """A passkey on a shared server. Whose it is lies inside; its id is found only with what the passkey computes."""

    id = models.UUIDField(primary_key=True, editable=False)
    wrapped = models.BinaryField()


class Challenge(models.Model):
    """What a passkey was asked to sign, on a server with several workers: a digest, used once."""

    id = models.CharField(max_length=64, primary_key=True)
    until = models.PositiveBigIntegerField()  # seconds since 1970


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


class Share(models.Model):
    """Leave for one other person to read until a time: her key, wrapped by a code that only that person has."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(Owner, models.CASCADE, related_name="shares")
    code_hash = models.CharField(max_length=64, unique=True)
    until = models.PositiveBigIntegerField()  # seconds since 1970
    wrapped = models.BinaryField()


class Session(models.Model):
    """One open browser, on a server with several workers. Its key is wrapped by a secret in the browser's cookie.

    A session that ended keeps its row for a while without the key: what is still typed into its pages can then be
    sealed as a draft for the right person.
    """

    id = models.CharField(max_length=64, primary_key=True)
    owner = models.ForeignKey(Owner, models.CASCADE, related_name="sessions")
    share = models.ForeignKey(Share, models.CASCADE, null=True, related_name="sessions")
    wrapped = models.BinaryField()
    idle_seconds = models.PositiveIntegerField()
    step = models.CharField(max_length=8)
    started = models.PositiveBigIntegerField()  # seconds since 1970, like the next
    seen = models.PositiveBigIntegerField()
