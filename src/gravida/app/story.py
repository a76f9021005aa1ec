"""The made-up story of ``gravida demo``: two pregnancies, one that ended and one that waits. Nobody in it is real."""

from __future__ import annotations

from datetime import timedelta

from gravida.app.blood.test import BloodTest, Level
from gravida.app.record.dates import RoughDate, rough, today
from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Change, Dates, Look, Pregnancy
from gravida.app.record.scan import Length, Scan
from gravida.app.vault.store import OpenVault

DAYS_BY_DATES = 46
DAYS_SINCE_THE_SCAN = 1
DAYS_TO_THE_NEXT_LOOK = 7

HCG = ((12, "640"), (10, "1390"))
"""Days before the scan, and hCG."""

MADE_UP = "Made up. Nobody in this story is real."


def fill(vault: OpenVault) -> None:
    """Write the story into an open vault, with days that count from today."""
    vault.add(Preferences(country="AU"))
    now = today()
    scan_day = now - timedelta(days=DAYS_SINCE_THE_SCAN)
    written = now - timedelta(days=DAYS_SINCE_THE_SCAN + 14)
    vault.add(
        Pregnancy(
            state="ended",
            history=(Change("", "ended", written),),
            label="The first one (made up)",
            ended_on=RoughDate(now.year - 2, 10, about=True),
            word_for_end="miscarriage",
            notes=MADE_UP,
        )
    )
    waits = vault.add(
        Pregnancy(
            state="waiting",
            history=(Change("", "under way", written), Change("under way", "waiting", scan_day)),
            label="This one (made up)",
            dates=Dates(last_period=rough(scan_day - timedelta(days=DAYS_BY_DATES)), last_period_certain="yes"),
            next_look=Look(
                day=now + timedelta(days=DAYS_TO_THE_NEXT_LOOK),
                time="10:20 in the morning",
                place="Riverside clinic, level 2 (made up)",
                telephone="+61 3 5550 0142",
            ),
            questions=("Are my dates being changed because of this scan?",),
            notes=MADE_UP,
        )
    )
    for days, digits in HCG:
        day = scan_day - timedelta(days=days)
        vault.add(BloodTest(waits.id, day, "09:20", Level(digits, "IU/L"), "beta", "Made up", report=MADE_UP))
    vault.add(
        Scan(
            pregnancy=waits.id,
            day=scan_day,
            route="transvaginal",
            sacs="one",
            location="intrauterine",
            heartbeat="present",
            heart_rate="88",
            length=Length("5", "mm"),
            yolk_sac="seen",
            yolk_sac_width=Length("4", "mm"),
            sac="seen",
            report=MADE_UP,
        )
    )
