"""The running program, asked by raw sockets: headers on every answer, one name, our own forms, limits, no way out."""

from __future__ import annotations

import contextlib
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.app.web.test_web import EVERYWHERE, addresses
from tests.faults.her_server import Browser, Server, serving, set_up

TRAVERSALS = (
    "/static/../settings.py", "/static/..%2fsettings.py", "/static/%2e%2e/settings.py", "/static/%2e%2e%2fsettings.py",
    "/static/..%5csettings.py", "/static//etc/passwd", "/static/....//settings.py", "/static/notes.css/../../urls.py",
    "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/static/%00", "/static/notes.css%00.svg",
)  # fmt: skip
OUTSIDE = re.compile(r"""(?:https?:)?//(?!www\.w3\.org/)[a-z0-9.-]+\.[a-z]{2,}""", re.IGNORECASE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("hers")
    with serving(place / "data", place / "log") as running:
        yield running


@pytest.fixture(scope="module")
def hers(server: Server) -> Browser:
    browser = Browser(server.address)
    set_up(browser)
    return browser


def raw(server: Server, text: str) -> tuple[int, dict[str, str], str]:
    """Send these bytes as they are, and return status, headers and body; status 0 where the line was cut."""
    port = urlsplit(server.address).port
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        with contextlib.suppress(OSError):  # it may have answered already, and listen no more
            line.sendall(text.encode())
        got = b""
        with contextlib.suppress(OSError):
            while part := line.recv(65536):
                got += part
    head, _, body = got.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = dict(row.split(": ", 1) for row in rest if ": " in row)
    status = int(first.split()[1]) if first.startswith("HTTP/") else 0
    return status, {name.title(): value for name, value in headers.items()}, body.decode("utf-8", "replace")


def asked(server: Server, path: str, method: str = "GET", more: str = "", host: str = "") -> str:
    name = host or urlsplit(server.address).netloc
    return f"{method} {path} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n{more}\r\n"


def assert_guarded(headers: dict[str, str], where: str) -> None:
    for name, value in EVERYWHERE.items():
        assert headers.get(name.title()) == value, f"{where}: {name}"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "TRACE", "OPTIONS"])
def test_every_route_and_every_error_carries_every_header(server: Server, hers: Browser, method: str) -> None:
    [name] = [cookie.name for cookie in hers.jar if cookie.name.startswith("notes")]
    secret = f"Cookie: {name}={hers.cookie('notes')}\r\n"
    seen = set()
    for path in [*addresses(), "/none/", "/static/notes.css", "/static/none.css"]:
        for cookie in ("", secret):
            length = "Content-Length: 0\r\n" if method in ("POST", "PUT") else ""
            status, headers, _ = raw(server, asked(server, path, method, cookie + length))
            assert_guarded(headers, f"{method} {path}")
            seen.add(status)
    wanted = {"GET": {200, 303, 404}, "HEAD": {200, 303, 404}, "POST": {403}, "PUT": {405}, "TRACE": {405}}
    assert seen >= wanted.get(method, {405})


def test_so_do_the_refusals(server: Server) -> None:
    for text, wanted in (
        (asked(server, "/", host="elsewhere.example"), 400),
        (asked(server, "/", host="127.0.0.1.elsewhere.example"), 400),
        (asked(server, "/keep/", "POST", "Content-Length: 9999999\r\n"), 413),
        (asked(server, "/take/in/", "POST", f"Content-Length: {10**12}\r\n"), 413),
        (asked(server, "/keep/", "POST", "Origin: https://elsewhere.example\r\nContent-Length: 0\r\n"), 403),
        (asked(server, "/keep/", "POST", "Sec-Fetch-Site: cross-site\r\nContent-Length: 0\r\n"), 403),
    ):
        status, headers, body = raw(server, text)
        assert status == wanted, text
        assert_guarded(headers, text)
        assert "Traceback" not in body


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out_of_the_folder_of_files(server: Server, path: str) -> None:
    status, _, body = raw(server, asked(server, path))
    assert status in (301, 400, 403, 404), body[:200]
    assert "root:" not in body
    assert "SECRET_KEY" not in body
    assert "urlpatterns" not in body


@pytest.mark.parametrize(
    "text",
    [
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET /\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "POST /keep/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        "POST /keep/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "a" * 2_000_000 + "\r\n\r\n",
        "GET /" + "a" * 2_000_000 + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
    ids=["no host", "version", "nonsense", "nul", "length", "two lengths", "long header", "long address"],
)
def test_what_is_no_request_is_refused_and_the_next_is_answered(server: Server, text: str) -> None:
    status, _, body = raw(server, text)
    assert status == 0 or 400 <= status < 506, body[:200]
    assert "Traceback" not in body
    assert raw(server, asked(server, "/blank/"))[0] == 200


def test_two_borders_of_one_request_never_make_two(server: Server) -> None:
    """With a length and chunks at once, a request that is hidden in the body is not answered as if it were one."""
    hidden = asked(server, "/about/")
    kept_open = asked(server, "/blank/").replace("Connection: close\r\n", "")
    assert _answers(server, kept_open + hidden) == 2, "the search itself does not work"
    for more in (
        f"Transfer-Encoding: chunked\r\nContent-Length: {len(hidden) + 5}\r\n",
        f"Content-Length: {len(hidden) + 5}\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        f"Content-Length: {len(hidden) + 5}\r\nContent-Length: 0\r\n",
    ):
        text = asked(server, "/keep/", "POST", more).replace("Connection: close\r\n", "")
        assert _answers(server, text + "0\r\n\r\n" + hidden) <= 1, more


def _answers(server: Server, text: str) -> int:
    with socket.create_connection(("127.0.0.1", urlsplit(server.address).port), timeout=3) as line:
        line.sendall(text.encode())
        got = b""
        with contextlib.suppress(OSError):
            while part := line.recv(65536):
                got += part
    return got.count(b"HTTP/1.1 ")


def test_cookies_stay_with_this_site_and_no_script_reads_them(server: Server, hers: Browser) -> None:
    assert hers.get("/about/").status == 200
    kept = {cookie.name.split("-")[0]: cookie for cookie in hers.jar}
    assert set(kept) == {"notes", "form"}
    for cookie in kept.values():
        assert cookie.has_nonstandard_attr("HttpOnly")
        assert cookie.get_nonstandard_attr("SameSite") == "Strict"
        assert cookie.path == "/"
        assert cookie.discard, "gone when the browser is closed"


def test_no_file_and_no_page_names_another_host(server: Server, hers: Browser) -> None:
    static = Path(__file__).parents[2] / "src" / "gravida" / "app" / "static"
    for file in sorted(path for path in static.rglob("*") if path.suffix in (".css", ".js", ".svg")):
        said = hers.get(f"/static/{file.relative_to(static).as_posix()}").text
        assert OUTSIDE.findall(re.sub(r"/\*.*?\*/", "", said, flags=re.DOTALL)) == [], file.name
    loads = re.compile(
        r"""<(?:script|link|img|iframe|source|video|audio|form)\b[^>]*\b(?:src|href|action|srcset)="([^"]+)"""
    )
    for path in addresses():
        for found in loads.findall(hers.get(path).text if path not in ("/lock/", "/leave/") else ""):
            assert urlsplit(found).netloc == "", (path, found)
