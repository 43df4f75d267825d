"""The alerts file: what it may say, and that every mistake is named with its line, all at once."""

from datetime import timedelta

import pytest

from crawler.alerts.reading import CHANNEL_KEYS, DIGEST_KEYS, RULE_KEYS, read_alerts
from crawler.alerts.rules import ALLOWED, CHANNEL_ALLOWED, Rule, Way, When
from crawler.errors import AlertError, AlertsError


def problems(folder, text: str) -> list[str]:
    """What is wrong with a file of this text, without its path."""
    (folder / "alerts.toml").write_text(text, encoding="utf-8")
    with pytest.raises(AlertsError) as wrong:
        read_alerts(folder / "alerts.toml")
    return [problem.removeprefix(f"{folder}/alerts.toml:") for problem in wrong.value.problems]


def test_a_file_is_read(tmp_path):
    """Values become what they mean; paths are relative to the file; a rule without `to` goes to every channel."""
    (tmp_path / "alerts.toml").write_text(
        """[rule.fast]
when = "reach"
outlets = 5
within = "90m"
[rule.ours]
when = "text"
file = "release.txt"
to = ["log"]
[digest.weekly]
schedule = "0 7 * * 1"
since = "7d"
timezone = "Europe/London"
[channel.log]
kind = "file"
path = "out/alerts.jsonl"
[channel.desk]
kind = "mail"
host = "mail.news.example"
sender = "alerts@news.example"
recipients = ["desk@news.example"]
""",
        encoding="utf-8",
    )
    alerts = read_alerts(tmp_path / "alerts.toml")
    fast, ours = alerts.rules
    assert (fast.when, fast.outlets, fast.within) == (When.REACH, 5, timedelta(minutes=90))
    assert ours.file == tmp_path / "release.txt"
    assert alerts.channels_of(fast) == ("log", "desk")
    assert alerts.channels_of(ours) == ("log",)
    assert alerts.channels["desk"].mail_port == 587
    assert alerts.digests[0].since == timedelta(days=7)


def test_every_mistake_is_named_at_once(tmp_path):
    """With line and key, and what may have been meant."""
    assert problems(
        tmp_path,
        """[rule.a]
when = "uncredted"
[rule.b]
when = "reach"
coverage = 0.5
[rule.c]
when = "new-outlet"
[rule.d]
when = "uncredited"
coverage = 60
[rule.e]
when = "reach"
outlets = 5
within = "soon"
to = ["dask"]
[channel.desk]
kind = "mail"
host = "mail.news.example"
sender = "nobody"
recipients = ["desk@news.example"]
[channel.hook]
kind = "webhook"
url = "ftp://hooks.example/"
secret_env = "SECRET"
[channel.bare]
kind = "mail"
host = "mail.news.example"
sender = "a@news.example"
recipients = ["b@news.example"]
security = "none"
user_env = "USER"
[rules.x]
when = "stale"
""",
    ) == [
        "32: rules: is not known; did you mean rule?",
        "19: channel.desk.sender: 'nobody' is no mail address",
        "23: channel.hook.url: must be an http(s) address without a user in it",
        '31: channel.bare.user_env: cannot go with security = "none": a password would be sent in the clear',
        "2: rule.a.when: 'uncredted' is no kind of rule; did you mean uncredited?",
        "5: rule.b.coverage: is not known here; there are: when, to, wire, outlets, within",
        '6: rule.c.wire: is needed by when = "new-outlet"',
        "10: rule.d.coverage: must be a share above 0 and up to 1",
        '14: rule.e.within: must be a length of time like "90m", "6h" or "30d", not \'soon\'',
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no rule; a rule is a table [rule.NAME]"),
        ("rule = 1", "rule: must be tables, [rule.NAME]"),
        ("[rule]\na = 1", "rule.a: must be a table, [rule.NAME]"),
        ("[rule.'a b']\nwhen = 'stale'", "is no name"),
        ("[rule.a]\nwhen = 'stale'\nkinds = ['kil']", "did you mean kill?"),
        ("[rule.a]\nwhen = 'stale'\nto = ['x']", "there is no channel 'x'; there are: none"),
        ("[rule.a]\nwhen = 'stale'\n[digest.w]\nsince = '7d'", "digest.w.schedule: is needed"),
        ("[rule.a", "is no TOML"),
    ],
)
def test_other_mistakes(tmp_path, text, said):
    """Each says what is wrong."""
    assert any(said in problem for problem in problems(tmp_path, text))


def test_numbers_that_make_no_sense_are_refused():
    """Also from Python."""
    with pytest.raises(AlertError, match="2 or more"):
        Rule(name="x", when=When.STATEMENT, outlets=1)


def test_every_key_is_allowed_somewhere():
    """No key is read that no rule or channel may have."""
    assert {"when", "to", *(key for keys in ALLOWED.values() for key in keys)} == set(RULE_KEYS)
    assert {"kind", *(key for keys in CHANNEL_ALLOWED.values() for key in keys)} == set(CHANNEL_KEYS)
    assert set(ALLOWED) == set(When)
    assert set(CHANNEL_ALLOWED) == set(Way)
    assert set(DIGEST_KEYS) == {"schedule", "since", "to", "timezone"}
