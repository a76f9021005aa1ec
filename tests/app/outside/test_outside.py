"""Sources open by a page of ours: it says where the link goes and what that site learns. Known sources only, by id."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.app.hers import post, read, the_scan, under_way

from gravida.app.outside.known import id_of, known, site
from gravida.app.outside.tags import way_to
from gravida.app.vault.store import OpenVault
from gravida.evidence.bibliography import works

LINK = re.compile(r'<a\b[^>]*href="([^"]+)"[^>]*>')
DOI = "https://doi.org/10.1056/NEJMra1302417"


@pytest.mark.usefixtures("vault")
def test_it_works(client: Client) -> None:
    answer = client.get(way_to(DOI))
    page = read(client, way_to(DOI))
    assert "That site passes you on to the publisher of the paper, and both learn the same." in page
    assert "It goes to doi.org" in page
    assert DOI in page
    for said in ("The network address you come from", "That you come from here.", "keeps the address in its history"):
        assert said in page
    [link] = [found for found in re.findall(r"<a\b[^>]*>", answer.content.decode()) if DOI in found]
    assert 'rel="noreferrer noopener"' in link
    assert 'referrerpolicy="no-referrer"' in link
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers.get("Location") is None, "it never sends on by itself"


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize(
    "path",
    [
        "/outside/https://example.org/",
        "/outside/aaaaaaaaaaaa/",
        f"/outside/{id_of('https://example.org/')}/",
        "/outside/?to=https://example.org/",
        "/outside/",
    ],
)
def test_no_other_address_can_be_reached_through_it(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "example.org" not in answer.content.decode()


@pytest.mark.usefixtures("vault")
def test_nothing_in_the_address_changes_where_it_goes(client: Client) -> None:
    path = way_to(DOI)
    plain, with_more = (client.get(at).content.decode() for at in (path, f"{path}?to=https://example.org/"))
    assert "example.org" not in with_more
    assert LINK.findall(plain) == LINK.findall(with_more)
    assert client.post(path).status_code in (403, 405)


def test_it_is_not_shown_while_locked(client: Client, vault: OpenVault) -> None:
    post(client, "/lock/")
    answer = client.get(way_to(DOI))
    assert answer.status_code == 303
    assert "doi.org" not in answer.content.decode()


def test_every_work_with_a_link_is_known_under_an_id_of_its_own() -> None:
    links = {work.link for work in works().values() if work.link}
    assert links <= set(known().values())
    assert len(set(known().values())) == len(known())
    for name, address in known().items():
        assert re.fullmatch(r"[0-9a-f]{12}", name), "an id says nothing"
        assert address.startswith(("https://", "http://"))
        assert site(address)


def test_an_address_that_is_not_known_is_an_error_and_never_a_link() -> None:
    with pytest.raises(LookupError, match="is not a known source"):
        way_to("https://example.org/")


def test_no_page_links_to_another_site_but_by_the_page_between(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    scan = the_scan(vault, of.id)
    ways = set()
    for path in ("/today/", "/settings/", f"/reading/{scan.id}/", f"/record/{of.id}/", f"/values/{of.id}/"):
        for href in LINK.findall(client.get(path).content.decode()):
            assert href.startswith(("/", "#", "tel:")), (path, href)
            if href.startswith("/outside/"):
                ways.add(href)
    assert len(ways) > 8
    assert {client.get(way).status_code for way in ways} == {200}
