"""From a store to the channels: each cause once, retried, never twice, on both databases."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.alerts.cause import Cause
from crawler.alerts.rules import Alerts, Channel, Rule, Security, Way, When
from crawler.errors import NotSent
from crawler.jobs.alerts import sending
from crawler.jobs.alerts.checking import News, post, skip
from crawler.jobs.alerts.sending import Retries, send_waiting
from crawler.store.alerts import outbox
from tests.alerts.servers import http_server, smtp_server
from tests.factories import NOON

RULE = Rule(name="new", when=When.NEW_OUTLET, wire="Reuters")


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self):
        return self.now


def alerts_with(*channels: Channel) -> Alerts:
    """An alerts file of one rule."""
    return Alerts(rules=(RULE,), channels={channel.name: channel for channel in channels})


def news_of(alerts: Alerts, *keys: str, former: tuple[str, ...] = ()) -> list[News]:
    """What looking gives, told or not."""
    return [
        News(RULE, Cause(key=key, title=f"Outlet {key} runs Reuters", former=former), tuple(alerts.channels))
        for key in keys
    ]


def a_file(folder, name: str = "log") -> Channel:
    """A channel to a file."""
    return Channel(name=name, kind=Way.FILE, path=folder / f"{name}.jsonl")


def sent(store, alerts: Alerts, clock, said: list[str] | None = None, environment=None):
    """Send what is due."""
    notify = (said if said is not None else []).append
    return send_waiting(store, alerts.channels, environment or {"HOOK": "s"}, clock=clock, notify=notify)


def test_each_cause_is_told_once_on_each_channel(store, tmp_path):
    """Looked for again, or found under a former key, it makes no message; a channel that is added later hears of it once."""
    alerts, clock = alerts_with(a_file(tmp_path)), Clock()
    assert post(store, alerts, news_of(alerts, "a", "b"), now=NOON) == 2
    assert post(store, alerts, news_of(alerts, "a", "b"), now=NOON) == 0
    assert post(store, alerts, news_of(alerts, "c", former=("a",)), now=NOON) == 0
    assert sent(store, alerts, clock).delivered == 2
    assert sent(store, alerts, clock).delivered == 0
    both = alerts_with(a_file(tmp_path), a_file(tmp_path, "night"))
    assert post(store, both, news_of(both, "a"), now=NOON) == 1
    assert sent(store, both, clock).delivered == 1
    assert [len((tmp_path / name).read_text().splitlines()) for name in ("log.jsonl", "night.jsonl")] == [2, 1]


def test_what_is_skipped_is_never_told(store, tmp_path):
    """From then on only what is new."""
    alerts = alerts_with(a_file(tmp_path))
    assert skip(store, news_of(alerts, "a", "b"), now=NOON) == 2
    assert post(store, alerts, news_of(alerts, "a", "b", "c"), now=NOON) == 1


def test_mail_bundles_what_one_rule_found(store, tmp_path):
    """Forty findings are one mail."""
    with smtp_server(tmp_path) as box:
        desk = Channel(
            name="desk", kind=Way.MAIL, host="127.0.0.1", port=box.port, security=Security.NONE,
            sender="a@news.example", recipients=("b@news.example",),
        )  # fmt: skip
        alerts = alerts_with(desk)
        assert post(store, alerts, news_of(alerts, *map(str, range(40))), now=NOON) == 1
        assert sent(store, alerts, Clock()).delivered == 1
    assert box.mails[0]["Subject"] == "new: 40 findings, first: Outlet 0 runs Reuters"


def test_what_fails_is_tried_again_after_growing_pauses_and_given_up(store, tmp_path):
    """Each failure is said and kept; nothing is tried before its time; what was given up can be tried again by hand."""
    clock, said = Clock(), []
    with http_server(*[500] * 9) as hook:
        alerts = alerts_with(Channel(name="hook", kind=Way.WEBHOOK, url=hook.url, secret_env="HOOK"))
        post(store, alerts, news_of(alerts, "a"), now=NOON)
        pauses = []
        for _ in range(9):
            sent(store, alerts, clock, said)
            with store.read() as connection:
                at = outbox.next_due(connection, ["hook"])
            if at is None:
                break
            pauses.append((at - clock.now) / timedelta(minutes=1))
            assert sent(store, alerts, clock).failed == 0  # not yet
            clock.now = at
        assert pauses == [1, 5, 30, 120, 360, 720, 1440, 1440]
        assert len(hook.requests) == 9
        assert said[-1].startswith("hook: 127.0.0.1: answered 500; given up")
        (kept,) = _messages(store)
        assert (kept.attempts, kept.given_up_at) == (9, clock.now)
        assert sent(store, alerts, clock) == sending.Sent(0, 0, 0)
        with store.write() as connection:
            outbox.make_due(connection, now=clock.now)
        assert sent(store, alerts, clock).delivered == 1
    ids = {headers["webhook-id"] for headers, _ in hook.requests}
    assert len(ids) == 1  # the receiver can tell that they are one


def test_two_senders_share_the_work(store, tmp_path):
    """What one has claimed the other does not get."""
    alerts = alerts_with(a_file(tmp_path))
    post(store, alerts, news_of(alerts, "a", "b"), now=NOON)
    claimed = []
    for _ in range(3):
        with store.write() as connection:
            claimed.append(outbox.claim(connection, ["log"], now=NOON))
    assert claimed[2] is None
    assert {each.id for each in claimed[:2]} == {each.id for each in _messages(store)}


def test_a_kill_between_sending_and_marking_is_made_good_by_the_id(store, tmp_path, monkeypatch):
    """The claim runs out, the message is sent again; a file has it once all the same, a webhook gets the same id."""
    clock = Clock()
    with http_server() as hook:
        alerts = alerts_with(a_file(tmp_path), Channel(name="hook", kind=Way.WEBHOOK, url=hook.url, secret_env="HOOK"))
        post(store, alerts, news_of(alerts, "a"), now=NOON)

        def killed(*_words, **_more):
            raise KeyboardInterrupt

        for _ in range(2):
            with monkeypatch.context() as patch:
                patch.setattr(outbox, "mark_delivered", killed)
                with pytest.raises(KeyboardInterrupt):
                    sent(store, alerts, clock)
        assert sent(store, alerts, clock).delivered == 0  # still claimed
        clock.now += outbox.CLAIM + timedelta(seconds=1)
        assert sent(store, alerts, clock).delivered == 2
    assert len((tmp_path / "log.jsonl").read_text().splitlines()) == 1
    assert len({headers["webhook-id"] for headers, _ in hook.requests}) == 1
    assert len(hook.requests) == 2


def test_a_feed_holds_what_was_delivered_newest_first(store, tmp_path):
    """As many entries as the channel keeps; one that cannot be written is tried again."""
    feed = Channel(name="feed", kind=Way.ATOM, path=tmp_path / "alerts.xml", entries=2)
    alerts, clock = alerts_with(feed), Clock()
    for minutes, key in enumerate("abc"):
        post(store, alerts, news_of(alerts, key), now=NOON + timedelta(minutes=minutes))
    clock.now += timedelta(hours=1)
    assert sent(store, alerts, clock).delivered == 3
    text = feed.path.read_text(encoding="utf-8")
    assert [text.count(f"Outlet {key} runs") for key in "abc"] == [0, 2, 2]  # in its title and in its content
    assert text.index("Outlet c") < text.index("Outlet b")
    blocked = replace(feed, path=tmp_path / "alerts.xml" / "below")
    post(store, alerts, news_of(alerts, "d"), now=clock.now)
    assert sent(store, alerts_with(blocked), clock).failed == 1


@pytest.mark.slow
def test_a_message_for_a_channel_that_is_gone_waits(store, tmp_path):
    """It is neither sent nor taken for due."""
    alerts = alerts_with(a_file(tmp_path))
    post(store, alerts, news_of(alerts, "a"), now=NOON)
    other = alerts_with(a_file(tmp_path, "other"))
    assert sent(store, other, Clock()) == sending.Sent(0, 0, 0)
    with store.read() as connection:
        assert outbox.next_due(connection, other.channels) is None


def test_pauses_end():
    """After the last there is none."""
    retries = Retries(pauses=(timedelta(minutes=1),))
    assert retries.again_at(1, NOON) == NOON + timedelta(minutes=1)
    assert retries.again_at(2, NOON) is None
    assert NotSent("x").lasting is False


def _messages(store):
    with store.read() as connection:
        return outbox.messages(connection)


def test_the_body_is_what_was_written(store, tmp_path):
    """A message says what was known when it was written, however late it is sent."""
    alerts = alerts_with(a_file(tmp_path))
    post(store, alerts, news_of(alerts, "a"), now=NOON)
    sent(store, alerts, Clock())
    line = json.loads((tmp_path / "log.jsonl").read_text())
    assert (line["title"], line["at"], line["rule"]) == ("Outlet a runs Reuters", "2026-11-21T12:00:00Z", "new")
