"""The real server in processes of its own, and a browser reduced to cookies and forms."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PASSPHRASE = "lantern orchard velvet canoe"
SECONDS_TO_START = 20


@dataclass
class Answer:
    """What came back."""

    status: int
    address: str
    headers: dict[str, str]
    text: str


@dataclass
class Browser:
    """Follows redirects, keeps cookies, and sends a form with the token of the page it stands on."""

    address: str
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.address + path))

    def post(self, path: str, on: str | None = None, **fields: str) -> Answer:
        return self.send(self.get(path if on is None else on).text, path, **fields)

    def send(self, page: str, path: str, **fields: str) -> Answer:
        """Send a form with the token of a page that is open already."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None, page
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
        headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
        return self._ask(urllib.request.Request(self.address + path, body, headers))

    def cookie(self, start: str) -> str:
        [found] = [cookie.value for cookie in self.jar if cookie.name.startswith(start)]
        return found or ""

    def _ask(self, request: urllib.request.Request) -> Answer:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), SameFormAgain())
        try:
            with opener.open(request, timeout=30) as found:
                return _answer(found)
        except urllib.error.HTTPError as error:
            return _answer(error)


class SameFormAgain(urllib.request.HTTPRedirectHandler):
    """Does with 307 what a browser does: the same form to the new address."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if code == 307:
            return urllib.request.Request(newurl, req.data, req.headers)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _answer(found: Any) -> Answer:
    return Answer(found.status, found.geturl(), dict(found.headers), found.read().decode("utf-8", "replace"))


@dataclass
class Server:
    """A running ``gravida``."""

    process: subprocess.Popen[bytes]
    folder: Path
    address: str
    log: Path

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(child) for child in children]

    def kill(self) -> None:
        """Kill parent and worker at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
    return port


@contextmanager
def serving(folder: Path, log: Path, *command: str) -> Iterator[Server]:
    """Run the real command in a process group of its own."""
    port = free_port()
    words = command or ("serve", "--data", str(folder))
    with log.open("ab") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "gravida", *words, "--port", str(port)],
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, "GRAVIDA_KDF_KIB": "0"},  # raised to the floor
        )
    server = Server(process, folder, f"http://127.0.0.1:{port}", log)
    try:
        _wait_for(server)
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_for(server: Server) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and server.process.poll() is None:
        try:
            urllib.request.urlopen(server.address + "/blank/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.02)
    raise AssertionError(f"no answer at {server.address}: {server.log.read_text(encoding='utf-8')}")


def set_up(browser: Browser) -> str:
    """Set up as she would, and return the recovery code."""
    own = {"which": "own", "offered_passphrase": "not taken"}
    shown = browser.post("/begin/", **own, own_passphrase=PASSPHRASE, own_passphrase_again=PASSPHRASE)
    code = re.search(r"\b(?:[0-9A-Z]{4}-){8}[0-9A-Z]\b", shown.text)
    assert code is not None, shown.text
    browser.post("/begin/check/", code=code[0])
    return code[0]
