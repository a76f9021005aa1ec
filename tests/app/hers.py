"""Her actions as she does them: forms filled in by name, pages read as text."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from gravida.app.record.dates import RoughDate, rough, today
from gravida.app.record.pregnancy import Change, Dates, Look, Pregnancy
from gravida.app.record.scan import Length, Scan
from gravida.app.vault.store import OpenVault, Stored


def boxes(name: str, day: date) -> dict[str, str]:
    """Three boxes of a date."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


SCAN_DAY = today() - timedelta(days=3)
LAST_PERIOD = SCAN_DAY - timedelta(days=46)
THE_CASE = {
    **boxes("on", SCAN_DAY),
    "route": "transvaginal",
    "heartbeat": "present",
    "heart_rate": "88",
    "unit": "mm",
    "length": "5",
    "yolk_sac": "seen",
    "yolk_sac_width": "4",
}
"""CRL 5 mm, heart 88, 6 weeks 4 days by dates, yolk sac 4 mm, transvaginal."""


def under_way(vault: OpenVault, **changes: Any) -> Stored[Pregnancy]:
    """A pregnancy under way, with a last period."""
    given: dict[str, Any] = {
        "state": "under way",
        "history": (Change("", "under way", today()),),
        "dates": Dates(last_period=rough(LAST_PERIOD), last_period_certain="yes"),
    }
    return vault.add(Pregnancy(**{**given, **changes}))


def waiting(vault: OpenVault, **changes: Any) -> Stored[Pregnancy]:
    """One that waits for another look."""
    history = (Change("", "under way", today()), Change("under way", "waiting", today()))
    look = Look(today() + timedelta(days=7), "10:20 in the morning", "Riverside, level 2", "+61 3 5550 0142")
    return under_way(vault, **{"state": "waiting", "history": history, "next_look": look, **changes})


def the_scan(vault: OpenVault, pregnancy: UUID, **changes: Any) -> Stored[Scan]:
    """The scan of the case, stored."""
    given: dict[str, Any] = {
        "pregnancy": pregnancy,
        "day": SCAN_DAY,
        "route": "transvaginal",
        "heartbeat": "present",
        "heart_rate": "88",
        "length": Length("5", "mm"),
        "yolk_sac": "seen",
        "yolk_sac_width": Length("4", "mm"),
    }
    return vault.add(Scan(**{**given, **changes}))


def ended_long_ago(vault: OpenVault, **changes: Any) -> Stored[Pregnancy]:
    """An earlier pregnancy that was added to the record after its end."""
    given: dict[str, Any] = {
        "state": "ended",
        "history": (Change("", "ended", today()),),
        "ended_on": RoughDate(2016, 10),
    }
    return vault.add(Pregnancy(**{**given, **changes}))


def text_of(response: Any) -> str:
    """What stands on a page, without markup, and without what is only drawn."""
    page = response.content.decode()
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def read(client: Client, path: str, status: int = 200) -> str:
    """Open a page and return what stands on it."""
    response = client.get(path)
    assert response.status_code == status, response.status_code
    return text_of(response)


def post(client: Client, path: str, typed: dict[str, Any] | None = None) -> HttpResponse:
    """Send a form as her browser does."""
    answer: Any = client.post(path, typed or {}, headers={"Sec-Fetch-Site": "same-origin"})
    return answer
