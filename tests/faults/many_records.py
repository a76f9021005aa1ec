"""A record as large as a long life with this program could make it, written beside the running server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.faults.her_server import PASSPHRASE

WRITE = """
import sys
from datetime import date
from pathlib import Path
from uuid import uuid4

from gravida.app import serving

file, passphrase, many = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
serving.set_up_django(file.parent)

from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Length, Scan
from gravida.app.vault import owners, slots

vault = owners.open_with(slots.PASSPHRASE, passphrase)
of = uuid4()
scan = Scan(of, date(2026, 3, 2), heartbeat="present", heart_rate="88", length=Length("5", "mm"), report="canary " * 60)
vault.put_back({of: Pregnancy("ended"), **{uuid4(): scan for _ in range(many - 1)}})
"""


def write_many(file: Path, many: int, passphrase: str = PASSPHRASE) -> None:
    """Write so many documents into a record that is set up, each with a long text."""
    words = [sys.executable, "-c", WRITE, str(file), passphrase, str(many)]
    subprocess.run(words, check=True, timeout=300)
