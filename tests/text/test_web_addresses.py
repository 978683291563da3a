"""Web addresses in what people wrote, and all that only looks like one."""

import re

import pytest

from service.text.web_addresses import directions, with_links


def linked(words: str) -> list[str]:
    """List the addresses that a tap leads to."""
    return re.findall(r'href="([^"]*)"', with_links(words))


@pytest.mark.parametrize(
    ("words", "to"),
    [
        ("https://osm.org/go/0JhJd?m=", ["https://osm.org/go/0JhJd?m="]),
        ("See HTTP://Example.org.", ["HTTP://Example.org"]),
        ("Here (www.example.org/yard), by the gate", ["https://www.example.org/yard"]),
        ("(https://de.wikipedia.org/wiki/Hof_(Wien))", ["https://de.wikipedia.org/wiki/Hof_(Wien)"]),
        ("https://a.example/1, https://b.example:8443/2!", ["https://a.example/1", "https://b.example:8443/2"]),
        ("https://maps.example/@48.2,16.3,15z", ["https://maps.example/@48.2,16.3,15z"]),
        ("https://münchen.example/straße", ["https://münchen.example/straße"]),
        ("https://a.example/?x=1&y=2", ["https://a.example/?x=1&amp;y=2"]),
        ("https://bank.example@evil.example/", []),
        ("https://a:b@evil.example/", []),
        ("javascript://www.example.org/%0aalert(1)", []),
        ("javascript:alert(1) data:text/html,x ftp://a.example", []),
        ("https://localhost/ http://127.0.0.1/ https:// www. www.x", []),
        ("mail@www.example.org", []),
        ("https://a.example/\u202egnp.exe", ["https://a.example/"]),
        ("9:00//10:00 and/or 3.5 m", []),
    ],
)
def test_an_address_can_be_tapped_and_nothing_else(words: str, to: list[str]) -> None:
    assert linked(words) == to


def test_words_around_an_address_stay_as_they_were_and_nothing_becomes_markup() -> None:
    said = with_links('<b> https://a.example/"onclick="x <script> & so on')
    assert said == (
        '&lt;b&gt; <a href="https://a.example/" rel="nofollow noopener" dir="ltr">https://a.example/</a>'
        "&#34;onclick=&#34;x &lt;script&gt; &amp; so on"
    )
    assert with_links("<b> & so on") == "&lt;b&gt; &amp; so on"


def test_many_signs_are_read_in_time_that_grows_with_them() -> None:
    for sign in (".", "(", ")", "www.", "https://", "a.", "a-"):
        assert re.sub("<[^>]*>", "", with_links("https://" + sign * 20_000)) == "https://" + sign * 20_000


def test_the_way_to_an_address_is_a_link_with_the_part_of_town() -> None:
    to = "https://www.openstreetmap.org/directions?to="
    assert directions("Lindengasse 12/4", "Neubau") == f"{to}Lindengasse+12%2F4%2C+Neubau"
    assert directions("Rosenweg 3, neubau", "Neubau") == f"{to}Rosenweg+3%2C+neubau"
    assert directions("Rosenweg 3") == f"{to}Rosenweg+3"
    assert directions("") == directions("https://osm.org/go/0JhJd") == ""
