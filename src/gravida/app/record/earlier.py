"""Earlier ones that ended by themselves, as far as her record tells: they choose which study fits."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gravida.app.record.store import pregnancies
from gravida.app.vault.store import OpenVault

COUNTED = "miscarriage"


@dataclass(frozen=True)
class Earlier:
    """How many ended by themselves, and for how many it is left open how they ended."""

    counted: int
    left_open: int

    @property
    def losses(self) -> int | None:
        """The count where it is known. No entry is no answer: what is not written down may have been."""
        return self.counted if self.counted and not self.left_open else None


def earlier(vault: OpenVault, than: UUID) -> Earlier:
    """Count the other pregnancies of the record that ended."""
    ended = [found.document for found in pregnancies(vault) if found.id != than and found.document.state == "ended"]
    return Earlier(
        counted=sum(one.how_it_ended == COUNTED for one in ended), left_open=sum(not one.how_it_ended for one in ended)
    )
