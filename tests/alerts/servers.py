"""Real servers on loopback for messages: SMTP with TLS and passwords, and an HTTP server that keeps what it is sent."""

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "desk", "correct horse"


@dataclass
class Mailbox:
    """An SMTP server's mailbox. `refuse` is what it answers instead of taking a mail, "" takes it."""

    refuse: str = ""
    mails: list[EmailMessage] = field(default_factory=list)
    port: int = 0
    ca_file: Path | None = None

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd's name
        """Take a mail, or not."""
        if self.refuse:
            return self.refuse
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "cert.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return public, private


@contextmanager
def smtp_server(folder: Path, *, tls: bool = False) -> Iterator[Mailbox]:
    """A mail server on loopback; with *tls* it wants STARTTLS, then USER and PASSWORD, before it takes anything."""
    box, more = Mailbox(), {}
    if tls:
        public, private = certificate(folder)
        box.ca_file = public
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(public, private)

        def known(server, session, envelope, mechanism, given) -> AuthResult:
            good = given.login == USER.encode() and given.password == PASSWORD.encode()
            return AuthResult(success=good, handled=False)  # the server answers

        more = {
            "tls_context": context,
            "require_starttls": True,
            "auth_required": True,
            "authenticator": known,
        }
    with closing(
        socket.socket()
    ) as free:  # aiosmtpd knocks at the port that it was told, so it must be told a real one
        free.bind(("127.0.0.1", 0))
        box.port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **more)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


@dataclass
class Hook:
    """What an HTTP server was sent: headers and body of each request. `answers` are the statuses of the next ones, then 204."""

    answers: list[int] = field(default_factory=list)
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


@contextmanager
def http_server(*answers: int) -> Iterator[Hook]:
    """A web server on loopback that takes POST."""
    hook = Hook(list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.requests.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status = hook.answers.pop(0) if hook.answers else 204
            self.send_response(status)
            if status in {301, 302, 307}:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    hook.url = f"http://127.0.0.1:{server.server_port}/hook?desk=1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
