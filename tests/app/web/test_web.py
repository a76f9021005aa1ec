"""Headers on every answer, forms only from our own pages, nothing changed by looking, plain error pages."""

from __future__ import annotations

import hashlib
import resource
import sqlite3
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.app.conftest import HOST, browser

from gravida.app.vault import models
from gravida.app.vault.store import OpenVault
from gravida.app.web import failures
from gravida.app.web.headers import CONTENT_POLICY, EVERYWHERE

AN_ID = UUID(int=7)


def addresses() -> list[str]:
    """Every address there is, with an id that nothing has where one is asked for."""

    def below(resolver: URLResolver, start: str) -> list[str]:
        found = []
        for pattern in resolver.url_patterns:
            path = start + str(pattern.pattern)
            found += below(pattern, path) if isinstance(pattern, URLResolver) else [path]
            assert isinstance(pattern, URLResolver | URLPattern)
        return found

    import re

    return sorted({"/" + re.sub(r"<[^>]+>", str(AN_ID), path) for path in below(get_resolver(), "")})


STATIC = ["/static/notes.css", "/static/notes.js", "/static/mark.svg", "/static/", "/static/none.css"]
STRANGE = ["/nothing-here", "/record", "/static/../settings.py", "/%00", "/.git/config"]


def assert_guarded(response: object) -> None:
    headers = response.headers  # type: ignore[attr-defined]
    for name, value in EVERYWHERE.items():
        assert headers[name] == value, name


@pytest.mark.parametrize("locked", [True, False])
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "trace", "options"])
def test_every_answer_carries_every_header(client: Client, method: str, locked: bool) -> None:
    for path in [*addresses(), *STATIC, *STRANGE]:
        if path in ("/lock/", "/leave/") and method == "post":
            continue  # last, below: they would lock the others out
        who = browser() if locked else client
        response = getattr(who, method)(path)
        assert_guarded(response)
        if not path.startswith("/static/"):
            assert response.headers["Cache-Control"] == "no-store", path
    for path in ("/lock/", "/leave/"):
        assert_guarded(client.post(path))


@pytest.mark.usefixtures("folder")
def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    for word in ("unsafe", "data:", "http", "*"):
        assert word not in CONTENT_POLICY
    assert "default-src 'none'" in CONTENT_POLICY
    assert "require-trusted-types-for 'script'" in CONTENT_POLICY


def test_every_form_without_its_token_is_refused(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"Host": HOST})
    strict.cookies = client.cookies
    for path in addresses():
        assert strict.post(path, {"note": "x"}).status_code == 403, path


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://127.0.0.1:8437"}, 204),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 204),
        ({"Sec-Fetch-Site": "same-origin"}, 204),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Origin": "http://localhost:8437"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:8437"}, 403),
    ],
)
def test_a_form_of_another_site_is_refused(client: Client, headers: dict[str, str], status: int) -> None:
    answer = client.post("/keep/", {"kept_path": "/record/add/", "note": "x"}, headers=headers)
    assert answer.status_code == status
    assert models.Draft.objects.count() == 0


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "10.0.0.1", "[::2]", "a_b"])
def test_another_name_for_this_machine_is_refused(client: Client, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert_guarded(answer)


def fingerprint(folder: Path) -> str:
    connections.close_all()
    with sqlite3.connect(folder / "notes.sqlite3") as rows:
        dump = "\n".join(rows.iterdump())
    rows.close()
    return hashlib.sha256(dump.encode()).hexdigest()


def test_looking_changes_nothing(client: Client, folder: Path) -> None:
    before = fingerprint(folder)
    for path in addresses():
        client.get(path)
        client.head(path)
        browser().get(path)
    assert fingerprint(folder) == before


def test_every_page_is_locked_but_those_of_the_door(locked_client: Client) -> None:
    open_to_all = {"/", "/about/", "/blank/", "/open/", "/open/kept/", "/open/code/"}
    for path in addresses():
        answer = locked_client.get(path)
        if answer.status_code == 200:
            assert path in open_to_all, path


def test_too_much_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.post("/keep/", {"kept_path": "/record/add/", "note": "x" * 2_000_000})
    assert answer.status_code == 413
    assert_guarded(answer)
    many = client.post("/keep/", {f"note{number}": "x" for number in range(1000)})
    assert many.status_code == 413


# --- Error pages ---------------------------------------------------------------------------------------------------


def test_a_record_that_is_not_as_it_was_left_is_a_plain_page(client: Client, vault: OpenVault) -> None:
    from gravida.app.record.preferences import Preferences

    vault.add(Preferences())
    models.Record.objects.all().delete()
    answer = client.post("/keep/", {"kept_path": "/record/add/", "note": "still here"})
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "not as it was left" in page
    assert "What you typed is kept" in page
    assert models.Draft.objects.count() == 1
    assert_guarded(answer)


def test_a_fault_of_ours_says_so_and_logs_nothing_of_hers(
    vault: OpenVault, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    from gravida.app.record import unfinished

    def broken(*given: object) -> None:
        raise RuntimeError(f"quince {given}")

    monkeypatch.setattr(unfinished, "forget", broken)
    client.raise_request_exception = False
    answer = client.post("/keep/", {"kept_path": "/record/add/", "note": "quince"})
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "It is not your doing." in page
    assert "What you typed is kept" in page
    assert "Traceback" not in page
    said = "".join(capfd.readouterr())
    assert "quince" not in said
    assert "/record/" not in said
    assert "gravida: fault RuntimeError in gravida.app.door.typed" in said
    assert_guarded(answer)


def test_a_full_disk_says_so_and_loses_nothing_saved(client: Client, vault: OpenVault, folder: Path) -> None:
    from gravida.app.record import unfinished
    from gravida.app.record.preferences import Preferences

    vault.add(Preferences(own_word="quince"))
    before = fingerprint(folder)
    size = (folder / "notes.sqlite3").stat().st_size
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        answer = client.post("/keep/", {"kept_path": "/record/new/", "note": "x" * 100_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "The disk may be full" in page
    assert "x" * 100_000 in page, "she can copy what she typed"
    assert "What you typed is kept" not in page
    assert fingerprint(folder) == before
    assert client.post("/keep/", {"kept_path": "/record/new/", "note": "again"}).status_code == 204
    assert unfinished.kept(vault, "/record/new/") is not None


def test_every_error_page_is_neutral(client: Client) -> None:
    for path in STRANGE:
        page = client.get(path).content.decode()
        assert "<title>Notes</title>" in page
        assert path == "/record" or path not in page


def test_every_kind_of_fault_has_its_page() -> None:
    from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
    from django.http import Http404
    from django.test import RequestFactory

    from gravida.app.vault.errors import ChangedElsewhere, NoSuchDocument, VaultError

    request = RequestFactory(SERVER_NAME="127.0.0.1").get("/")
    room = failures.Failures(lambda _: None)  # type: ignore[arg-type, return-value]
    kinds: dict[type[Exception], int] = {
        Http404: 404,
        NoSuchDocument: 404,
        ChangedElsewhere: 409,
        VaultError: 500,
        RequestDataTooBig: 413,
        BadRequest: 400,
        PermissionDenied: 403,
    }
    for kind, status in kinds.items():
        assert room.process_exception(request, kind("said")).status_code == status
