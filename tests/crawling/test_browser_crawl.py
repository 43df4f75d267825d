"""Pages whose blocks appear only by script, opened in a real Chromium: what is read, and what is never asked for."""

import asyncio
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.crawling.browser.settings import chromium_flags, find_chromium
from crawler.crawling.middlewares.private_addresses import PrivateAddressGuard, leads_inside
from crawler.errors import BrowserMissing
from tests.command import Done, wiretrace
from tests.site import Site, article_path, story
from tests.stores import exported

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("chromium")]

SCRIPT = """
navigator.serviceWorker && navigator.serviceWorker.register("/worker.js").catch(() => 0);
const add = html => document.getElementById("blocks").insertAdjacentHTML("beforeend", html);
fetch("/blocks.json").then(answer => answer.json()).then(blocks => setTimeout(() => {
  add("<h2>Related Articles</h2>");
  for (const b of blocks) add(`<div>${b.outlet}</div><div>${b.time}</div><div>- ${b.outlet}</div><div>${b.headline}</div><div>${b.body}</div>`);
}, 150));
"""
BLOCKS = [
    {"outlet": "Tilling Times", "time": "41 minutes ago", "headline": f"Gulls {n}", "body": story(n)} for n in (1, 2)
]


def scripted(*, also: str = "", link: str = "") -> bytes:
    """A page that has its article in the markup and its related blocks only once its script has run."""
    return f"""<html><head><link rel="icon" href="/icon.png"><style>@font-face {{ font-family: F; src: url(/font.woff2) }}
body {{ font-family: F; background: url(/background.png) }}</style></head><body><img alt="logo" src="/logo.png"><h1>Gulls counted</h1>
<div>Harbour Post20 hours ago</div><p>{story(9)}</p><div>Comments</div><div>No comments yet...</div><video src="/film.mp4" autoplay></video>
<div id="blocks"></div>{link}<script>{SCRIPT}{also}</script></body></html>""".encode()


def routes(**more: bytes) -> dict:
    """The site of the scripted page."""
    return {
        "/en/": scripted(),
        "/blocks.json": (200, {"Content-Type": "application/json"}, json.dumps(BLOCKS).encode()),
    } | {f"/{name.replace('_', '.')}": body for name, body in more.items()}


def crawl(site: Site, cwd: Path, *options: str) -> Done:
    """Crawl the site's front page in the browser."""
    return wiretrace("crawl", site.url + "/en/", "--browser", "--no-track", "--delay", "0", *options, cwd=cwd)


def seen(cwd: Path) -> list[str]:
    """The headlines of the store's sightings."""
    return [row["headline"] for row in exported("sightings", cwd)]


@pytest.mark.browser
def test_blocks_that_only_a_script_brings_are_read(tmp_path):
    """Without a browser the page has its article alone; with one it has its blocks, too; pictures are asked for by neither."""
    with Site(routes()) as site:
        assert wiretrace("crawl", site.url + "/en/", "--no-track", "--store", "plain.db", cwd=tmp_path).code == 0
        assert "/blocks.json" not in site.paths
        done = crawl(site, tmp_path)
    assert done.code == 0, done.err
    assert done.err == ""
    assert seen(tmp_path) == ["Gulls counted", "Gulls 1", "Gulls 2"]
    assert set(site.paths) == {"/robots.txt", "/en/", "/blocks.json"}
    assert all(request.user_agent.startswith("wiretrace/") for request in site.requests if request.path == "/en/")


#: Every way we know in which a page asks for what is no text: each names a path of its own.
NEEDLESS_HEAD = """<link rel="icon" href="/n/icon.png"><link rel="apple-touch-icon" href="/n/touch.png">
<link rel="prefetch" href="/n/prefetched.html"><link rel="preload" as="image" href="/n/preloaded.png">
<link rel="preload" as="font" href="/n/preloaded.woff2" crossorigin><link rel="manifest" href="/n/manifest.json">
<script type="speculationrules">{"prefetch": [{"source": "list", "urls": ["/n/guessed"], "eagerness": "immediate"}],
"prerender": [{"source": "list", "urls": ["/n/rendered"], "eagerness": "immediate"}]}</script><link rel="stylesheet" href="/style.css">"""
NEEDLESS_BODY = """<img src="/n/a.jpg" srcset="/n/b.jpg 2x"><picture><source srcset="/n/c.webp"><img src="/n/d.gif"></picture>
<video src="/n/e.mp4" poster="/n/f.jpg" autoplay><track src="/n/g.vtt" default></video><audio src="/n/h.mp3" autoplay></audio>
<object data="/n/i.png" type="image/png"></object><embed src="/n/j.png" type="image/png"><input type="image" src="/n/k.png">
<svg><image href="/n/l.png" /></svg><div style="background: url(/n/m.png)">x</div><a id="kept" download href="/n/file.zip">x</a>"""
NEEDLESS_SCRIPT = """
try { new WebSocket("ws://" + location.host + "/n/socket"); } catch (refused) {}
try { new SharedWorker("/n/shared.js"); } catch (refused) {}
try { new EventSource("/n/events"); } catch (refused) {}
navigator.sendBeacon("/n/beacon"); new Image().src = "/n/o.png"; kept.click(); open("/n/window");
navigator.serviceWorker && navigator.serviceWorker.register("/n/worker.js").catch(() => 0);
"""


@pytest.mark.browser
def test_what_is_no_text_is_never_asked_for(tmp_path):
    """Pictures, films, fonts, icons, sockets, windows, guesses at the next page: the server hears of none of them."""
    style = "@font-face { font-family: F; src: url(/n/p.woff2) } body { font-family: F; background: url(/n/q.png) } h1::after { content: url(/n/r.png) }"
    page = scripted(also=NEEDLESS_SCRIPT, link=NEEDLESS_BODY).replace(b"<head>", b"<head>" + NEEDLESS_HEAD.encode())
    with Site(routes() | {"/en/": page, "/style.css": (200, {"Content-Type": "text/css"}, style.encode())}) as site:
        done = crawl(site, tmp_path)
    assert "1 stored" in done.out, done
    assert sorted(set(site.paths)) == ["/blocks.json", "/en/", "/robots.txt", "/style.css"]
    assert seen(tmp_path) == ["Gulls counted", "Gulls 1", "Gulls 2"]


@pytest.mark.browser
def test_a_page_cannot_send_the_browser_inside(tmp_path):
    """A frame, a fetch, a picture, a socket, a redirect to a private address: none of them reaches another server there."""
    with Site({"/secret": b"inside"}) as inside:
        port = inside.server.server_port
        also = f"""
for (const where of ["127.0.0.1", "localhost", "127.0.0.2", "[::1]", "0x7f.1", "2130706433"]) {{
  fetch("http://" + where + ":{port}/secret", {{mode: "no-cors"}}).catch(() => 0);
  new Image().src = "http://" + where + ":{port}/secret";
  try {{ new WebSocket("ws://" + where + ":{port}/secret"); }} catch (refused) {{}}
}}
fetch("/away", {{mode: "no-cors"}}).catch(() => 0);
document.body.insertAdjacentHTML("beforeend", '<iframe src="http://127.0.0.1:{port}/secret"></iframe><iframe src="/away"></iframe>');
"""
        away = (302, {"Location": f"http://127.0.0.2:{port}/secret"}, b"")
        with Site(routes() | {"/en/": scripted(also=also), "/away": away}) as site:
            done = crawl(site, tmp_path)
        assert "1 stored" in done.out, done
        assert "/away" in site.paths
        assert inside.requests == [], inside.requests
    assert seen(tmp_path) == ["Gulls counted", "Gulls 1", "Gulls 2"]


@pytest.mark.browser
def test_what_a_browser_cannot_open_has_a_reason(tmp_path):
    """A download, a page that is gone, a redirect inside: each is counted with one reason, and the crawl goes on."""
    paths = {name: article_path(number) for number, name in enumerate(("download", "gone", "inside"))}
    links = "".join(f'<a href="{path}">x</a>' for path in paths.values())
    answers = {
        paths["download"]: (
            200,
            {"Content-Type": "application/zip", "Content-Disposition": "attachment"},
            b"PK" + bytes(99),
        ),
        paths["gone"]: (404, {}, b"gone"),
        paths["inside"]: (302, {"Location": "http://127.0.0.2:8099/x"}, b""),
    }
    with Site(routes() | {"/en/": scripted(link=links)} | answers) as site:
        done = crawl(site, tmp_path)
    assert "4 requests seen = 1 stored + 1 refused + 2 failed + 0 pending" in done.out, done
    assert "failed: http-404 1" in done.out
    assert "failed: download 1" in done.out
    assert "refused: private-address 1" in done.out
    assert "Traceback" not in done.err
    with closing(sqlite3.connect(tmp_path / "wiretrace.db")) as connection:
        assert connection.execute("SELECT count(*) FROM capture").fetchone() == (1,)


@pytest.mark.browser
def test_the_proxy_is_the_browsers_too(tmp_path):
    """Pages in the browser go through the proxy that the user named, robots.txt included."""
    with Site({"http://far.example/en/": scripted(), "http://far.example/robots.txt": b""}) as proxy:
        done = wiretrace(
            "crawl", "http://far.example/en/", "--browser", "--no-track", "--proxy", proxy.url,
            "--contact", "desk@near.example", cwd=tmp_path
        )  # fmt: skip
    assert "1 stored" in done.out, done
    assert "http://far.example/en/" in proxy.paths


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("http://127.0.0.1:8000/x", False),  # named by the user, port and all
        ("http://127.0.0.1:8001/x", True),
        ("http://localhost/x", True),
        ("http://10.0.0.1/", True),
        ("http://[::1]/", True),
        ("http://169.254.169.254/latest/meta-data", True),
        ("ws://192.168.1.1/", True),
        ("http://8.8.8.8/", False),
        ("http://no-such-host.invalid/", False),
        ("file:///etc/passwd", True),
        ("data:text/css,x", False),
        ("blob:http://a.example/1", False),
    ],
)
def test_what_leads_inside(monkeypatch, url, inside):
    """Private numbers lead inside unless the user named them; other schemes than the web's do, but for what a page makes itself."""
    monkeypatch.setattr(PrivateAddressGuard, "browser_places", {("127.0.0.1", 8000)})
    assert asyncio.run(leads_inside(url)) is inside


def test_a_missing_chromium_is_told(monkeypatch):
    """One line says what to install."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(BrowserMissing, match="apt-get install chromium"):
        find_chromium()


def test_named_hosts_are_let_through_by_the_browsers_resolver():
    """The flags name every private range, and except what the user started from."""
    (rules,) = [flag for flag in chromium_flags(["http://127.0.0.1/x", "https://[::1]/"]) if "resolver" in flag]
    assert "MAP 127.0.0.1:80 127.0.0.1:80," in rules
    assert "MAP [::1]:443 [::1]:443," in rules
    assert "MAP 172.31.???.??? ~NOTFOUND" in rules
