"""A made-up record that has every page: one that waits, with a scan and blood tests, an early end, a late end, a hope.

``python -m tests.browser.full_record --port N`` serves it as ``gravida demo`` serves its story.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from io import BytesIO

from PIL import Image

from gravida.app import serving

PASSPHRASE = "made up and full"
EARLY_DAYS, LATE_DAYS = 60, 126
IDLE_SECONDS = 3600
"""A busy machine can stand still for longer than the usual five minutes."""


def main() -> None:
    """Serve until it is stopped."""
    serving.demo(int(sys.argv[sys.argv.index("--port") + 1]), PASSPHRASE, fill)


def fill() -> None:
    """Write the record."""
    from django.db import transaction

    from gravida.app import story
    from gravida.app.photos import album, reading
    from gravida.app.record.dates import rough, today
    from gravida.app.record.pregnancy import Change, Dates, Pregnancy
    from gravida.app.record.scan import Scan
    from gravida.app.vault import owners
    from gravida.app.vault.sessions import limit_idle

    now = today()
    with transaction.atomic():
        vault = owners.create(PASSPHRASE)
        owners.confirm_code(vault, owners.code_to_write_down(vault) or "")
        story.fill(vault)
        limit_idle(vault, IDLE_SECONDS)
        [waits] = [one for one in vault.all(Pregnancy) if one.document.running]
        [scan] = vault.all(Scan)
        drawn = BytesIO()
        Image.new("RGB", (60, 40), (240, 235, 220)).save(drawn, "PNG")
        album.add(vault, waits.id, scan.id, reading.read(drawn.getvalue()), "A made-up print")
        for label, days in (("An early end", EARLY_DAYS), ("A late end", LATE_DAYS)):
            vault.add(
                Pregnancy(
                    state="ended",
                    history=(Change("", "ended", now),),
                    label=label,
                    dates=Dates(last_period=rough(now - timedelta(days=200 + days)), last_period_certain="yes"),
                    ended_on=rough(now - timedelta(days=200)),
                    word_for_end="",
                )
            )
        vault.add(Pregnancy(state="hoped for", history=(Change("", "hoped for", now),), label="A hope"))


if __name__ == "__main__":
    main()
