"""Pages for a browser: those that bring their stories bit by bit, and those that would keep a crawl busy for ever."""

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
    "/large": scripted("for (let n = 0; n < 1300; n++) document.body.append('gulls '.repeat(2000))"),
    "/greedy": scripted("const kept = []; for (;;) kept.push(new Array(1e6).fill(kept.length))"),
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
