"""Ways out, each tried against a real server or file on this machine."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace

import feedparser
import pytest

from crawler.alerts.cause import Cause, Place
from crawler.alerts.channels.files import append_line, atom_feed
from crawler.alerts.channels.mail import mail_of
from crawler.alerts.channels.send import send
from crawler.alerts.message import IN_A_LINE, IN_FULL, Message, message_of
from crawler.alerts.rules import Channel, Security, Way
from crawler.errors import NotSent
from tests.alerts.servers import PASSWORD, USER, http_server, smtp_server
from tests.factories import NOON

HOSTILE = "Cat <img src=x onerror=alert(1)>\r\nBcc: everybody@evil.example \u202e[x](javascript:alert(1))"
SECRET = "whsec_" + base64.b64encode(b"thirty-two bytes of a test secret").decode()


def a_message(count: int = 1, title: str = "Echo runs Reuters", channel: str = "desk") -> Message:
    """A message of some causes."""
    causes = [
        Cause(
            key=f"k{number}",
            title=f"{title} {number}",
            facts=("Echo: 120 words", "published 21 Nov 2026, 12:00–12:01 UTC"),
            passages=("the ferry will run",),
            places=(Place("Echo", "https://echo.example/ferries"), Place("Trap", "javascript:alert(1)")),
            story="s-1",
        )
        for number in range(count)
    ]
    return message_of(causes, rule="new", when="new-outlet", channel=channel, at=NOON)


def a_mail_channel(port: int, **changes) -> Channel:
    """A channel to a mail server on loopback."""
    known = {
        "name": "desk", "kind": Way.MAIL, "host": "127.0.0.1", "port": port, "security": Security.NONE,
        "sender": "alerts@news.example", "recipients": ("desk@news.example", "night@news.example"),
    }  # fmt: skip
    return Channel(**{**known, **changes})


def test_mail_arrives_as_text_and_html_under_the_messages_own_id(tmp_path):
    """Sent twice it has one Message-ID, by which a reader knows it again."""
    with smtp_server(tmp_path) as box:
        for _ in range(2):
            send(a_mail_channel(box.port), a_message(), {}, at=NOON)
    mail, again = box.mails
    assert mail["Subject"] == "Echo runs Reuters 0"
    assert mail["To"] == "desk@news.example, night@news.example"
    assert mail["Message-ID"] == again["Message-ID"] == f"<{a_message().id}@news.example>"
    assert mail["Date"] == "Sat, 21 Nov 2026 12:00:00 +0000"
    assert "published 21 Nov 2026, 12:00–12:01 UTC" in mail.get_body(("plain",)).get_content()
    assert '<a href="https://echo.example/ferries">Echo</a>' in mail.get_body(("html",)).get_content()


def test_mail_by_starttls_with_a_password_from_the_environment(tmp_path):
    """A wrong password, a server whose certificate nobody vouches for, and a missing variable are said; nothing is sent then."""
    with smtp_server(tmp_path, tls=True) as box:
        channel = a_mail_channel(
            box.port,
            security=Security.STARTTLS,
            user_env="MAIL_USER",
            password_env="MAIL_PASSWORD",
            ca_file=box.ca_file,
        )
        good = {"MAIL_USER": USER, "MAIL_PASSWORD": PASSWORD}
        with pytest.raises(NotSent, match="the environment has no MAIL_PASSWORD"):
            send(channel, a_message(), {"MAIL_USER": USER}, at=NOON)
        with pytest.raises(NotSent, match="535") as refused:
            send(channel, a_message(), good | {"MAIL_PASSWORD": "wrong"}, at=NOON)
        assert not refused.value.lasting
        with pytest.raises(NotSent, match=r"certificate|CERTIFICATE"):
            send(replace(channel, ca_file=None), a_message(), good, at=NOON)
        assert box.mails == []
        send(channel, a_message(), good, at=NOON)
    assert len(box.mails) == 1


@pytest.mark.parametrize(("answer", "lasting"), [("451 try later", False), ("554 not from you", True)])
def test_mail_that_is_refused(tmp_path, answer, lasting):
    """For now or for good, as the server says."""
    with smtp_server(tmp_path) as box:
        box.refuse = answer
        with pytest.raises(NotSent, match=answer) as refused:
            send(a_mail_channel(box.port), a_message(), {}, at=NOON)
    assert refused.value.lasting is lasting


def test_a_server_that_is_not_there():
    """Is said in one line."""
    with pytest.raises(NotSent, match=r"127\.0\.0\.1: .*refused"):
        send(a_mail_channel(1), a_message(), {}, at=NOON)


def test_page_text_steers_no_mail():
    """No header is added, no markup is taken over, nothing but http(s) is linked."""
    message = a_message(title=HOSTILE)
    mail = mail_of(a_mail_channel(25), message, at=NOON)
    assert mail["Bcc"] is None
    assert mail.policy.linesep not in mail["Subject"]
    html = mail.get_body(("html",)).get_content()
    assert "<img" not in html
    assert "javascript:alert(1)&gt;" not in html.replace("[x](javascript:alert(1))", "")
    assert 'href="javascript' not in html
    assert "\u202e" not in message.title


def test_a_webhook_is_signed_so_that_its_receiver_can_check_it():
    """As Standard Webhooks says: HMAC-SHA256 over id, timestamp and body; another body or time has another signature."""
    channel = Channel(name="hook", kind=Way.WEBHOOK, url="http://127.0.0.1/", secret_env="HOOK")
    with http_server() as hook:
        send(replace(channel, url=hook.url), a_message(), {"HOOK": SECRET}, at=NOON)
    ((headers, body),) = hook.requests
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(b"thirty-two bytes of a test secret", signed, hashlib.sha256).digest())
    assert headers["webhook-signature"] == "v1," + expected.decode()
    assert headers["webhook-id"] == a_message().id
    assert int(headers["webhook-timestamp"]) == NOON.timestamp()
    cause = json.loads(body)["causes"][0]
    assert cause["facts"] == ["Echo: 120 words", "published 21 Nov 2026, 12:00–12:01 UTC"]
    assert cause["places"] == [{"name": "Echo", "url": "https://echo.example/ferries"}, {"name": "Trap", "url": None}]


@pytest.mark.parametrize(("status", "lasting"), [(500, False), (404, False), (302, False), (410, True)])
def test_only_2xx_means_arrived(status, lasting):
    """A redirect is not followed: it would take the words elsewhere."""
    with http_server(status) as hook:
        channel = Channel(name="hook", kind=Way.WEBHOOK, url=hook.url, secret_env="HOOK")
        with pytest.raises(NotSent, match=f"answered {status}") as refused:
            send(channel, a_message(), {"HOOK": SECRET}, at=NOON)
    assert refused.value.lasting is lasting
    assert len(hook.requests) == 1


def test_a_secret_that_is_no_base64_is_said():
    """Before anything is sent."""
    channel = Channel(name="hook", kind=Way.WEBHOOK, url="http://127.0.0.1:1/", secret_env="HOOK")
    with pytest.raises(NotSent, match="no base64"):
        send(channel, a_message(), {"HOOK": "whsec_!"}, at=NOON)


def test_a_file_has_each_message_once_and_heals_after_a_kill(tmp_path):
    """A line that a killed process left unfinished does not spoil the next."""
    path = tmp_path / "new" / "alerts.jsonl"
    append_line(path, a_message())
    append_line(path, a_message())
    path.write_bytes(path.read_bytes() + b'{"id": "half')
    append_line(path, a_message(3, title="Post runs Reuters"))
    append_line(path, a_message(2))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [len(lines), lines[1]] == [4, '{"id": "half']
    assert [json.loads(lines[place])["title"] for place in (0, 2)] == [
        "Echo runs Reuters 0",
        "new: 3 findings, first: Post runs Reuters 0",
    ]


def test_a_feed_is_read_by_a_feed_reader():
    """Hostile titles stay text."""
    message = a_message(title=HOSTILE)
    entry = {"id": message.id, "title": message.title, "at": message.at.isoformat(), "html": message.html}
    feed = feedparser.parse(atom_feed("Wiretrace: desk & night", "desk", [entry], updated=NOON).encode())
    assert not feed.bozo
    assert feed.feed.title == "Wiretrace: desk & night"
    (read,) = feed.entries
    assert read.id == f"urn:wiretrace:alert:{message.id}"
    assert "onerror" not in read.content[0].value.replace("onerror=alert(1)&gt;", "")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of what Apprise imports
def test_everything_else_goes_by_apprise():
    """Tried with Apprise's own JSON service on loopback; what it does not know, and a refusal, are said."""
    pytest.importorskip("apprise", reason="the extra wiretrace[alerts] is not installed")
    channel = Channel(name="chat", kind=Way.APPRISE, url_env="CHAT")
    with http_server(200, 500) as hook:
        address = hook.url.replace("http://", "json://").split("?")[0]
        send(channel, a_message(), {"CHAT": address}, at=NOON)
        with pytest.raises(NotSent, match="could not deliver"):
            send(channel, a_message(), {"CHAT": address}, at=NOON)
    assert json.loads(hook.requests[0][1])["title"] == "Echo runs Reuters 0"
    with pytest.raises(NotSent, match="does not know"):
        send(channel, a_message(), {"CHAT": "nosuchservice://x"}, at=NOON)


def test_a_long_message_says_what_it_leaves_out():
    """Twenty in full, two hundred in a line each, the rest counted."""
    message = a_message(IN_FULL + IN_A_LINE + 7)
    assert message.title.startswith("new: 227 findings, first: ")
    assert message.text.count("## ") == IN_FULL
    assert message.text.rstrip().endswith("And 7 more.")
    assert (len(message.data["causes"]), len(message.data["more"]), message.data["unlisted"]) == (20, 200, 7)
    assert "And 7 more." in message.html
