"""Who may ask: hosts, tokens, forms from elsewhere; and what every answer says to a browser."""

from __future__ import annotations

import signal
import time
import urllib.request

import pytest

from crawler.errors import InputError
from crawler.jobs.upkeep import unfinished
from crawler.serve.guard import is_loopback, names_of_host
from crawler.serve.server import listen
from crawler.store.store import Store
from tests.command import start
from tests.serve.serving import fill, serving

TOKEN = "a-token-of-our-own-1234"


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 200), ("127.0.0.1:8765", 200), ("[::1]:1", 200), ("LOCALHOST", 200), ("evil.example", 421), ("localhost.evil.example", 421),
     ("127.0.0.1.evil.example", 421), ("10.0.0.7", 421), ("", 400), ("a@localhost", 400), ("localhost:x", 400), ("localhost/x", 400)],
)  # fmt: skip
def test_only_our_own_names_are_answered(site, host, status):
    """A name that leads here by somebody else's name service is not ours (DNS rebinding)."""
    assert site.get("/index.html", Host=host).status == status


def test_every_answer_keeps_a_browser_in_bounds(site):
    """Pages, files, forms, refusals: no inline script or style, no frame, no cache, no other origin."""
    for answer in (
        site.get("/index.html"), site.get("/assets/site.css"), site.get("/nothing"), site.get("/index.html", Host="evil.example"),
        site.post("/who", {"text": "x"}), site.ask("DELETE", "/who"), site.ask("OPTIONS", "/index.html", headers={"Origin": "https://evil.example"}),
    ):  # fmt: skip
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]
        assert answer.headers["server"] is None or "uvicorn" in answer.headers["server"]


def test_pages_have_nothing_that_the_policy_forbids(site):
    """No style attribute, no handler, no script between tags."""
    for path in (
        "/index.html",
        "/stories.html",
        "/method.html",
        "/outlets.html",
        "/find?q=ferry",
        "/who",
        "/runs",
        "/copy/a",
    ):
        text = site.get(path).text
        assert " style=" not in text, path
        assert " onclick=" not in text, path
        assert "<style" not in text, path
        assert text.count("<script") == text.count('<script defer src="/assets/site.js"></script>') == 1, path


def test_with_a_token_nobody_else_gets_in(url):
    """By the address once, then by the cookie, or by a header; the token leaves the address bar."""
    with serving(url, token=TOKEN) as site:
        for answer in (
            site.get("/index.html"),
            site.get("/index.html?token=wrong"),
            site.get("/", Authorization="Bearer wrong"),
            site.get("/", Cookie="wiretrace_token=wrong"),
        ):
            assert answer.status == 401
            assert "ferry" not in answer.text
        assert site.post(f"/who?token={TOKEN}", {"text": "x"}).status == 401
        entered = site.get(f"/find?q=ferry&token={TOKEN}")
        assert (entered.status, entered.headers["location"]) == (303, "/find?q=ferry")
        cookie = entered.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
        assert site.get("/index.html", Cookie=cookie.partition(";")[0]).status == 200
        assert site.get("/index.html", Authorization=f"Bearer {TOKEN}").status == 200
        assert site.get(f"//evil.example/?token={TOKEN}").headers["location"].startswith("/evil.example")


def test_what_others_reach_is_given_a_token():
    """Made up, printed with the address; none on loopback unless one is named."""
    opened = [listen("127.0.0.1", 0, None), listen("127.0.0.1", 0, TOKEN), listen("0.0.0.0", 0, None)]
    for each in opened:
        each.listener.close()
    assert [each.token for each in opened[:2]] == [None, TOKEN]
    assert len(opened[2].token) >= 24
    assert opened[2].token in opened[2].address
    assert opened[2].token not in repr(opened[2])


def test_hosts_are_told_from_each_other():
    """What is loopback, and which names belong to it."""
    assert [
        is_loopback(host)
        for host in ("localhost", "127.0.0.1", "127.1.2.3", "::1", "0.0.0.0", "::", "192.168.0.4", "desk.example")
    ] == [True] * 4 + [False] * 4
    assert "*" in names_of_host("0.0.0.0")
    assert "*" not in names_of_host("192.168.0.4")
    with pytest.raises(InputError, match="no address of this machine"):
        listen("no such host.example", 0, None)


def test_any_address_is_a_name_of_one_that_listens_on_all(url):
    """A number cannot be rebound; a name can."""
    with serving(url, token=TOKEN, host="0.0.0.0") as site:
        asked = {"Authorization": f"Bearer {TOKEN}"}
        assert site.get("/index.html", Host="192.168.4.4:8765", **asked).status == 200
        assert site.get("/index.html", Host="evil.example", **asked).status == 421


def test_the_command_says_in_a_line_what_is_wrong(wiretrace, tmp_path):
    """No store; one that is no store; a token that is too short."""
    assert wiretrace("serve", cwd=tmp_path).err.count("\n") == 1
    (tmp_path / "notes.db").write_bytes(b"not a database at all, but long enough to be asked" * 40)
    done = wiretrace("serve", "--store", "notes.db", cwd=tmp_path)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert wiretrace("serve", "--token", "short", cwd=tmp_path).code == 2


def test_the_address_that_is_printed_lets_its_reader_in(wiretrace, tmp_path, monkeypatch):
    """A token that was made for others is told whole: what the program prints elsewhere has its secrets taken out."""
    fill(f"sqlite:///{tmp_path / 'wiretrace.db'}")
    opened = []
    monkeypatch.setattr("crawler.serve.server.serve", lambda store, on, **_: opened.append(on))
    done = wiretrace("serve", "--host", "0.0.0.0", "--port", "0", cwd=tmp_path)
    assert f" at {opened[0].address};" in done.out
    opened[0].listener.close()
    assert len(opened[0].token) >= 24


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "before"),
    [
        (signal.SIGTERM, ""),
        (signal.SIGINT, "tracking has not come to its end; `wiretrace track` goes on with it\n"),
    ],
)
def test_a_signal_ends_it_in_seconds(tmp_path, number, before):
    """Also with a connection open: one line, the code of the signal. A store that was left half tracked is said to be when it starts."""
    url = f"sqlite:///{tmp_path / 'wiretrace.db'}"
    fill(url)
    if before:
        store = Store(url)
        with store.write() as connection:
            unfinished.begin(connection)
        store.close()
    process = start("serve", "--port", "0", cwd=tmp_path)
    address = process.stdout.readline().split(" at ")[1].split(";")[0]
    with urllib.request.urlopen(f"{address}index.html", timeout=60) as answer:
        assert answer.status == 200
    began = time.monotonic()
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert time.monotonic() - began < 10
    assert process.returncode == 128 + number
    assert err == before + "wiretrace: stopped serving\n"
