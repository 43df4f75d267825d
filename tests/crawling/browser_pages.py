"""Pages for a browser: those that bring their stories bit by bit, and those that would keep a crawl busy forever."""

from tests.site import story


def html(body: str, *, head: str = "") -> bytes:
    """A page."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def scripted(script: str, *, body: str = "") -> bytes:
    """A page with an article of its own and a script."""
    return html(f"<h1>Gulls counted</h1><p>{story(9)}</p>{body}<script>{script}</script>")


#: Pages that misbehave, each by the name of its path.
HOSTILE = {
    "/reload": scripted("location.reload()"),
    "/refresh": html("<p>refreshing</p>", head='<meta http-equiv="refresh" content="0">'),
    "/ping": scripted("location.replace('/pong')"),
    "/pong": scripted("location.replace('/ping')"),
    "/push": scripted("let n = 0; setInterval(() => history.pushState({}, '', '/push/' + n++), 5)"),
    "/spin": scripted("while (true);"),
    "/spin-later": scripted("setTimeout(() => { while (true); }, 200)"),
    "/write": scripted("setInterval(() => { document.open(); document.write('<p>' + 'x '.repeat(5000)); }, 5)"),
    "/write-later": scripted(  # when its document was complete, and seen to be
        "setTimeout(() => setInterval(() => { document.open(); document.write('<p>' + 'x '.repeat(5000)); }, 5), 300)"
    ),
    "/large": scripted(
        "document.body.hidden = true; for (let n = 0; n < 1300; n++) document.body.append('gulls '.repeat(2000))"
    ),
    "/greedy": scripted("const kept = []; for (;;) kept.push(new Array(1e6).fill(kept.length))"),
    "/swelling": scripted("for (let n = 0; ; n++) document.body.append(('gulls ' + n).repeat(200000))"),
    "/dialogs": scripted(
        "alert('a'); confirm('b'); prompt('c'); onbeforeunload = e => { e.preventDefault(); return 'd'; }"
    ),
    "/windows": scripted(
        "for (let n = 0; n < 5; n++) open('/opened/' + n); document.querySelector('a').click()",
        body='<a href="/opened/link" target="_blank">x</a>',
    ),
    "/downloads": scripted("document.querySelector('a').click()", body='<a href="/file.zip" download>x</a>'),
    "/blank": scripted("setTimeout(() => { location = 'about:blank'; }, 50)"),
    "/asks": scripted(
        "Notification.requestPermission().then(a => navigator.geolocation.getCurrentPosition(() => 0, "
        "e => document.body.append('denied ' + a + e.code)))"
    ),
}


def listed(*numbers: int) -> str:
    """Related blocks as an aggregator shows them, one for each number."""
    return "".join(
        f"<div>Tilling Times</div><div>41 minutes ago</div><div>- Tilling Times</div><div>Gulls {n}</div><div>{story(n)}</div>"
        for n in numbers
    )


def front(script: str, *, first: tuple[int, ...] = (1, 2), below: str = "", above: str = "") -> bytes:
    """An aggregator's page whose script brings more of its blocks: `more(n)` asks the server for some, and adds them."""
    return html(
        f"""{above}<h1>Gulls counted</h1><div>Harbour Post20 hours ago</div><p>{story(9)}</p><div>Comments</div>
<div>No comments yet...</div><h2>Related Articles</h2><div id="list">{listed(*first)}</div>{below}
<style>#list > div {{ min-height: 150px }}</style><script>
let asked = 0;
const more = async () => list.insertAdjacentHTML("beforeend", await (await fetch("/more/" + ++asked)).text());
{script}</script>"""
    )


_AT_THE_END = "new IntersectionObserver(seen => { if (seen[0].isIntersecting && asked < %s) more(); }).observe(end)"
_END = '<div id="end" style="height: 20px"></div>'
_CONSENT = "<p>We value your privacy</p><form method=post action=/consent><button>I agree</button></form>"
#: Pages that want something done before they show all, each by the name of its path.
STEPPED = {
    "/scroll": front(_AT_THE_END % 3, below=_END),
    "/endless": front(_AT_THE_END % "Infinity", below=_END),
    "/box": front(
        "box.onscroll = () => { if (asked < 2 && box.scrollTop + box.clientHeight > box.scrollHeight - 5) more(); };"
        "box.append(list)",
        below='<div id="box" style="height: 400px; overflow-y: auto"></div>',
    ),
    "/button": front(
        "button.onclick = async () => { await more(); if (asked == 3) button.remove(); }",
        below='<button id="button" style="text-transform: uppercase">Load\n more</button>',
    ),
    "/link": front("", below='<a href="/elsewhere">More stories</a>'),
    "/wall": front(
        "onmessage = () => { wall.remove(); more(); }",
        first=(),
        above='<div id="wall" style="position: fixed; inset: 0; background: white"><iframe src="/cmp"></iframe></div>',
    ),
    "/cmp": html("<button onclick=\"parent.postMessage('yes', '*')\">Accept all</button>"),
    "/late": front("setTimeout(() => more().then(() => { list.className = 'full'; }), 1500)", first=()),
    "/form": lambda times: (200, {}, html(_CONSENT) if times == 1 else front("", first=(1, 2, 3))),
    "/consent": (303, {"Location": "/form", "Set-Cookie": "consent=yes"}, b""),
    **{f"/more/{n}": listed(10 * n, 10 * n + 1).encode() for n in range(1, 9)},
}
