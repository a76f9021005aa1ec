"""The real demo: clearly made up, opened with the passphrase it prints, gone when it is stopped."""

from __future__ import annotations

import re
import signal
import tempfile
from pathlib import Path

from tests.faults.her_server import Browser, serving

MARK = "All of it is gone when this is stopped."


def test_the_demo_says_that_it_is_made_up_and_leaves_nothing(tmp_path: Path) -> None:
    before = set(Path(tempfile.gettempdir()).glob("notes-*"))
    with serving(tmp_path, tmp_path / "log", "demo") as server:
        said = server.log.read_text(encoding="utf-8")
        passphrase = re.search(r"Its passphrase: (.+)", said)
        assert passphrase is not None
        browser = Browser(server.address)
        for path in ("/", "/about/", "/nothing-here"):
            assert MARK in browser.get(path).text, path
        opened = browser.post("/open/", passphrase=passphrase[1])
        assert opened.address.endswith("/today/")
        pages = {"/today/", "/record/", "/settings/", *re.findall(r'href="(/record/[0-9a-f-]{36}/)"', opened.text)}
        for path in pages:
            shown = browser.get(path)
            assert (shown.status, MARK in shown.text) == (200, True), path
        [folder] = set(Path(tempfile.gettempdir()).glob("notes-*")) - before
        assert folder.stat().st_mode & 0o777 == 0o700
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(10) == 0
    assert not folder.exists()
    assert "Traceback" not in server.log.read_text(encoding="utf-8")
