"""Mail: a message as text and as HTML, over SMTP with TLS. Its Message-ID is the message's own, however often it is sent."""

from __future__ import annotations

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from crawler.alerts.message import Message, one_line
from crawler.alerts.rules import Channel, Security
from crawler.errors import NotSent

_TIMEOUT = 30.0  # seconds for each step of the connection
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body style="font: 16px/1.5 Georgia, serif; max-width: 42em; margin: 1em auto; padding: 0 1em">
{html}
</body></html>
"""


def mail_of(channel: Channel, message: Message, *, at: datetime) -> EmailMessage:
    """Return the mail that a message makes, dated *at*."""
    sender = channel.sender or ""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = ", ".join(channel.recipients)
    mail["Subject"] = one_line(message.title)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notice comes back
    mail.set_content(message.text + "\n", cte="quoted-printable")
    title = one_line(message.title).replace("&", "&amp;").replace("<", "&lt;")
    mail.add_alternative(_PAGE.format(title=title, html=message.html), subtype="html", cte="quoted-printable")
    return mail


def send_mail(channel: Channel, message: Message, *, user: str | None, password: str | None, at: datetime) -> None:
    """Send a message to all recipients of a channel. Raises NotSent, also when the server took it for some of them only."""
    mail = mail_of(channel, message, at=at)
    try:
        with _connected(channel) as server:
            if user is not None:
                server.login(user, password or "")
            refused = server.send_message(mail, channel.sender, list(channel.recipients))
    except smtplib.SMTPAuthenticationError as problem:  # mended in the environment, not in the message
        raise NotSent(f"{channel.host}: {problem.smtp_code} {_said(problem.smtp_error)}") from None
    except smtplib.SMTPResponseException as problem:
        code, said = problem.smtp_code, _said(problem.smtp_error)
        raise NotSent(f"{channel.host}: {code} {said}", lasting=500 <= code < 600) from None
    except smtplib.SMTPRecipientsRefused as problem:
        raise NotSent(f"{channel.host}: refused every recipient", lasting=_for_good(problem.recipients)) from None
    except (OSError, smtplib.SMTPException) as problem:
        raise NotSent(f"{channel.host}: {problem or type(problem).__name__}") from None
    if refused:  # sent again it would come twice to the others
        raise NotSent(f"{channel.host}: took it, but not for {', '.join(sorted(refused))}", lasting=True)


def _connected(channel: Channel) -> smtplib.SMTP:
    host, port = channel.host or "", channel.mail_port
    context = ssl.create_default_context(cafile=str(channel.ca_file) if channel.ca_file else None)
    if channel.security is Security.TLS:
        return smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT, context=context)
    server = smtplib.SMTP(host, port, timeout=_TIMEOUT)
    if channel.security is Security.STARTTLS:
        try:
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
    return server


def _said(error: bytes | str) -> str:
    return one_line(error.decode("utf-8", "replace") if isinstance(error, bytes) else error)


def _for_good(refused: dict[str, tuple[int, bytes]]) -> bool:
    return all(500 <= code < 600 for code, _ in refused.values())
