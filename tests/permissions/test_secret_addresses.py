"""Secrets in addresses: which words are, what stands in their place, and that a page stays the page it is."""

import pytest

from crawler.pages.html.addresses import canonicalize
from crawler.pages.html.secrets import is_redacted, redacted, redacted_in, redacted_reference, redacted_text

HEX = "a8f5f167f44f4964e6c998dee827110c"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def_123"
SIGNED = "https://b.s3.invalid/a.html?X-Amz-Credential=AKIA%2F1&X-Amz-Date=2026&X-Amz-Expires=60&X-Amz-Signature={}&v=1"


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("https://ann:s3cret@news.example/a", "s3cret"),
        ("https://ann:p%40ss@news.example/a", "ann"),
        ("https://x.example/a?token=abc&b=1", "abc"),
        ("https://x.example/a?b=1&amp;access_token=zzz", "zzz"),
        ("https://x.example/f?API_KEY=hunter2", "hunter2"),
        ("https://x.example/f?key=AbC123xyz", "AbC123xyz"),
        ("https://x.example/f?sig=qwert", "qwert"),
        ("https://x.example/f?user=a&password=hunter2", "hunter2"),
        ("https://x.example/f?p%61ssword=hunter2", "hunter2"),
        ("https://x.example/a;jsessionid=12ab34?x=1", "12ab34"),
        (f"https://x.example/?id=3&sid={HEX}", HEX),
        ("https://x.example/?session_id=ab12cd", "ab12cd"),
        (SIGNED.format("deadbeef"), "deadbeef"),
        ("https://a.blob.invalid/c?sv=1&se=2026&sig=abc%3D", "abc%3D"),
        ("https://r.example/t?u=https%3A%2F%2Fy.example%2F%3Ftoken%3Dinner7", "inner7"),
        ("https://x.example/cb#access_token=frag7&x=1", "frag7"),
        (f"https://x.example/a/{JWT}/b", JWT),
        (f"https://x.example/token/{HEX}/list", HEX),
        ("https://api.example/bot123456789:ABC-DEF1234ghIkl-zyx57W2v1u123ew11/get", "ABC-DEF1234"),
        ("//ann:s3cret@news.example/a", "s3cret"),
    ],
)
def test_a_secret_goes_and_the_page_stays(url, secret):
    """The redacted address holds no secret, is a fixed point, and names the page that the address names."""
    shown = redacted(url)
    assert secret not in shown
    assert redacted(shown) == shown
    if url.startswith("http"):
        assert canonicalize(shown) == canonicalize(url) == canonicalize(canonicalize(url))
        assert secret not in canonicalize(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/f?key=politics",
        "https://x.example/f?key=local-elections-2026",
        "https://x.example/f?key=4711",
        "https://x.example/?session_id=4711",
        "https://medium.example/@user/a-story",
        "https://x.example/f?code=GB&s=tides&st=Ohio&hash=top",
        "https://x.example/token/of-love/a-very-long-headline-2026",
        "https://x.example/?url=https%3A%2F%2Fy.example%2Fa%3Fb%3D1",
        "http://[::1]:8080/a?policy=open",
    ],
)
def test_what_names_a_page_is_no_secret(url):
    """A section, a number, a slug under a name that elsewhere holds a key."""
    assert redacted(url) == url


def test_two_tokens_are_two_pages_and_two_signatures_are_one():
    """A token may be all that names a shared draft; a signature, a password or a session names nothing."""
    assert canonicalize("https://x.example/draft?token=one1") != canonicalize("https://x.example/draft?token=two2")
    assert canonicalize(SIGNED.format("aa")) == canonicalize(SIGNED.format("bb")) == "https://b.s3.invalid/a.html?v=1"
    assert canonicalize("https://ann:one@x.example/a?password=1") == canonicalize("https://x.example/a")
    assert is_redacted(redacted("https://x.example/draft?token=one1"))
    assert not is_redacted(redacted("https://ann:one@x.example/a"))
    assert not is_redacted("https://x.example/a-redacted-page")


def test_lines_and_values_are_redacted_too():
    """In a line of a log every address, of a database its password alone, in JSON whatever is an address."""
    line = "<GET https://ann:s3cret@x.example/?token=abc> (referer: None) postgresql+psycopg://ann:s3cret@h/db"
    assert redacted_text(line) == (
        "<GET https://x.example/?token=redacted-ba7816bf> (referer: None) postgresql+psycopg://ann:***@h/db"
    )
    assert redacted_text("postgresql+psycopg://ann:***@h/db") == "postgresql+psycopg://ann:***@h/db"
    assert redacted_reference("/a?sig=abc") == "/a?sig=redacted"
    assert redacted_reference("?token=abc&x=1") == "?token=redacted-ba7816bf&x=1"
    assert redacted_reference("https://a:b@x.example/a") == "https://x.example/a"
    value = {"feed": "https://a:b@x.example/", "n": 1, "more": ["https://x.example/?pwd=1", "a: b@c"]}
    assert redacted_in(value) == {
        "feed": "https://x.example/",
        "n": 1,
        "more": ["https://x.example/?pwd=redacted", "a: b@c"],
    }
