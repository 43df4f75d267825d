"""A web of our own: a proxy on loopback that answers for every host there is, by http and by https, from a few kinds of page."""

from __future__ import annotations

import datetime
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fixtures.build_layouts import PAGES
from tests.site import page

#: Hosts that the web has by https.
HOSTS = ("www.daily8.com", "www.example.com", "news.example", "echo.example", "www.harbourpost.example")
_FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><link>{origin}/</link>
<item><title>Gulls counted</title><link>{origin}/2026/gulls</link><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>Gulls counted again</title><link>{origin}/2026/gulls-again</link></item></channel></rss>"""


def list_page() -> bytes:
    """A page that repeats groups of headline, outlet, time and text, from which a layout can be drafted."""
    return (PAGES / "generic-grid" / "page.html").read_bytes()


def answer(url: str) -> tuple[int, str, bytes]:
    """What any host says: status, type and body."""
    parts = urlsplit(url)
    if parts.path in {"/robots.txt", "/ai.txt"} or parts.path.startswith("/.well-known/"):
        return 404, "text/plain", b""
    if parts.path.endswith((".xml", "/feed")):
        return 200, "application/rss+xml", _FEED.format(origin=f"{parts.scheme}://{parts.netloc}").encode()
    if parts.path.startswith("/topic/"):
        return 200, "text/html; charset=utf-8", list_page()
    feed = b'<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    body = page(sum(map(ord, parts.path)) % 7, links=("/en/article/1",)).replace(
        b"<html>", b"<html><head>" + feed + b"</head>"
    )
    return 200, "text/html; charset=utf-8", body


class Web:
    """The proxy, while the `with` block lasts; `asked` has every address that was asked for."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        self.trusted = _certificate(folder / "web.pem")
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(self.trusted)

    def __enter__(self) -> Web:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            origin = ""

            def do_CONNECT(self) -> None:
                self.send_response(200)
                self.end_headers()
                self.connection = web._context.wrap_socket(self.connection, server_side=True)
                self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
                self.origin = "https://" + self.path.removesuffix(":443")
                self.close_connection = False

            def do_GET(self) -> None:
                url = self.origin + self.path
                web.asked.append(url)
                status, content_type, body = answer(url)
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def finish(self) -> None:
                super().finish()
                if self.origin:
                    self.connection.close()

            def log_message(self, *_arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def proxy(self) -> str:
        """The address to use as a proxy."""
        return f"http://127.0.0.1:{self._server.server_port}"


def _certificate(where: Path) -> Path:
    """Write a key and a certificate for the hosts of the web, which a client trusts that is given it as SSL_CERT_FILE."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "web.example")])
    begin = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .add_extension(x509.SubjectAlternativeName(list(map(x509.DNSName, HOSTS))), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).serial_number(1).not_valid_before(begin).not_valid_after(begin + datetime.timedelta(days=36500))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    where.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return where
