"""Nothing leaves the machine: the real server in a network of its own without any way out, and what was tried.

Once through the whole journey in Chromium, where every request of a page is seen too; and by the walks of
``tests/faults``, whose browser is reduced to cookies and forms, so that nothing but the program is there to be counted.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.promises.promise import Figure, NotHere

ROOT = Path(__file__).parents[2]
WALK = (
    "tests/faults/test_locking_for_real.py",
    "tests/faults/test_backup_for_real.py",
    "tests/faults/test_export_for_real.py",
    "tests/faults/test_deleting_for_real.py",
    "tests/faults/test_the_demo_for_real.py",
)
SHORT_WALK = (
    "tests/faults/test_deleting_for_real.py::test_deleting_everything_leaves_nothing_and_a_new_record_can_begin",
)
SCRIPT = """
ip link set lo up
ip -6 address add 2001:db8::2/128 dev lo && ip -6 route add default dev lo
count() { { grep '^Ip:' /proc/net/snmp; grep '^Ip6OutNoRoutes' /proc/net/snmp6; } | sed "s/^/$1 /"; }
echo "journey $("$1" -m tests.promises.walk_offline 2>"$2.journey" | tail -n 1)"
count begin
"$1" -m pytest -q -p no:cacheprovider -p no:randomly --basetemp "$2" "${@:3}" >"$2.log" 2>&1
echo "pytest $?"
echo "walked $(grep -Eo '[0-9]+ passed' "$2.log")"
count walk
for kind in 'AF_INET 192.0.2.1' 'AF_INET6 2001:db8:1::1'; do
    "$1" -c 'import socket, sys
kind, address = sys.argv[1].split()
socket.socket(getattr(socket, kind), socket.SOCK_DGRAM).sendto(b"x", (address, 9))' "$kind" 2>/dev/null
done
count probe
"""
"""By IPv6 the way out leads back to the machine itself, where each packet is counted as one that found none.

Without that, Chromium would be counted for asking its own system again and again whether there is IPv6: it opens a
socket towards an address of Google's and sends nothing, which counts as a way that was not found but is no packet.
"""


def measure(short: bool) -> Figure:
    """Walk through the pages where no packet can leave, and count what found no way out."""
    if not sys.platform.startswith("linux") or None in (shutil.which("unshare"), shutil.which("ip")):
        raise NotHere("a network of its own is made with unshare and ip, on Linux")
    with tempfile.TemporaryDirectory() as place:
        walk = SHORT_WALK if short else WALK
        words = ["unshare", *_whose(), "--net", "bash", "-c", SCRIPT, "walk", sys.executable, f"{place}/base", *walk]
        done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
        if "pytest" not in done.stdout:
            raise NotHere(f"no network of its own can be made here: {done.stderr.strip()[:120]}")
    begun, walked_to, probed = (_without_a_way(done.stdout, when) for when in ("begin", "walk", "probe"))
    tried = {kind: walked_to[kind] - begun[kind] for kind in begun}
    if uncounted := [kind for kind in begun if probed[kind] == walked_to[kind]]:
        raise NotHere(f"this system does not count packets that find no way out ({', '.join(uncounted)})")
    journey = _journey(done.stdout)
    walked = re.search(r"walked (\d+) passed", done.stdout)
    kept = "pytest 0" in done.stdout and walked is not None and not any(tried.values()) and journey.kept is True
    steps = walked[1] if walked else "no"
    return Figure(kept, f"{journey.text}; {steps} walks without a browser; packets meant for elsewhere: {_said(tried)}")


def _whose() -> tuple[str, ...]:
    """Root may make a network of its own; anybody else is root in a name space of their own, where that is allowed."""
    return () if os.geteuid() == 0 else ("--user", "--map-root-user")


def _journey(said: str) -> Figure:
    """Read what the journey in Chromium counted. At its end packets are meant for elsewhere, and must be noticed."""
    found = re.search(r"^journey ({.*})$", said, re.MULTILINE)
    if found is None:
        return Figure(False, "the journey in Chromium did not come to its end")
    counted = json.loads(found[1])
    quiet = counted["elsewhere"] == 0 and not any(counted["packets"].values())
    kept = quiet and all(counted["noticed"].values()) and counted["pages"] >= 10
    return Figure(
        kept,
        f"{counted['pages']} pages in Chromium, {counted['requests']} requests, {counted['elsewhere']} of them to "
        f"elsewhere, packets: {_said(counted['packets'])}",
    )


def _said(packets: dict[str, int]) -> str:
    return ", ".join(f"{number} by {kind}" for kind, number in packets.items())


def _without_a_way(said: str, when: str) -> dict[str, int]:
    """Read ``OutNoRoutes`` of the system's own count."""
    names, values = re.findall(rf"^{when} Ip: (.*)$", said, re.MULTILINE)
    newer = re.search(rf"^{when} Ip6OutNoRoutes\s+(\d+)$", said, re.MULTILINE)
    return {
        "IPv4": int(dict(zip(names.split(), values.split(), strict=True))["OutNoRoutes"]),
        "IPv6": int(newer[1]) if newer else 0,
    }
