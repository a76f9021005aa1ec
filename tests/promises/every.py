"""Every promise that is measured, in the order of the table."""

from __future__ import annotations

import pytest
from tests.promises import (
    copies_meanwhile,
    flips,
    guesses,
    injection,
    io_errors,
    kills,
    offline,
    on_postgresql,
    photos,
    power_cuts,
    real_server,
)
from tests.promises.promise import Figure, NotHere, Promise

PROMISES = (
    Promise("kills", "A saved word stays saved: kill -9", "kill -9 at random moments of saving", kills.measure),
    Promise(
        "power-cuts",
        "A saved word stays saved: power",
        "unsynced writes dropped or torn by 512 bytes, in any order",
        power_cuts.measure,
    ),
    Promise(
        "io-errors", "A failed save leaves the old record or the new", "I/O error at the n-th call", io_errors.measure
    ),
    Promise("flips", "Damage is noticed", "one random bit flipped, then opened and read", flips.measure),
    Promise("backups", "Backups open and are whole", "made while another process writes", copies_meanwhile.measure),
    Promise("canaries", "The disk says nothing", "typed, locked, killed, every file searched", real_server.canaries),
    Promise("memory", "Locked, memory holds nothing", "memory of every process searched", real_server.memory),
    Promise("guesses", "Guessing is slow: at most 100 an hour", "guesses without a pause", guesses.measure),
    Promise("deleting", "Deleted means gone, in 2 s", "byte search afterwards", real_server.deleting),
    Promise(
        "deleting-full",
        "Deleted means gone, on a full disk too",
        "byte search afterwards",
        real_server.deleting_on_a_full_disk,
    ),
    Promise("photos", "Photos carry no place and no device", "crafted files, read and searched", photos.measure),
    Promise("offline", "Nothing leaves the machine", "the real server in a network without a way out", offline.measure),
    Promise(
        "kills-there",
        "A saved word stays saved, on PostgreSQL: kill -9",
        "kill -9 of the program, and of the database, while saving",
        on_postgresql.kills,
    ),
    Promise(
        "two-at-once",
        "Nobody overwrites, on PostgreSQL",
        "two processes save one document as fast as they can",
        on_postgresql.two_at_once,
    ),
    Promise(
        "operator",
        "Whoever keeps a shared server has nothing to hand over",
        "typed, locked, everything produced and searched",
        on_postgresql.produce_everything,
    ),
    Promise("injection", "No script but ours", "payloads in Chromium", injection.measure),
)


def figure(promise: Promise, short: bool) -> Figure:
    """Measure one; where this machine cannot, say why."""
    try:
        return promise.measure(short)
    except (NotHere, pytest.skip.Exception) as reason:
        return Figure(None, f"not measured: {reason}")
