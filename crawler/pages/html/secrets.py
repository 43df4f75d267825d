"""What of an address is nobody else's business: user names and passwords, tokens, keys, signatures, session ids (decision 54).

A request goes out with the address as it is. What is kept, logged, shown and compared is the redacted one: who a page is
for is not which page it is, and a store, a log and a report are passed on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar
from urllib.parse import quote, unquote, unquote_plus

#: What stands where a secret stood: alone where it never names a page, else with a dash and eight digits of its SHA-256, so
#: that two pages which differ in nothing else stay two.
REDACTED: Final = "redacted"
_NESTED: Final = 4  # addresses in parameters of addresses that are looked into
_MARK = re.compile(rf"{REDACTED}(?:-[0-9a-f]{{8}})?")

#: Parameters that prove a right and never choose a page: passwords, signatures and what the clouds sign with them, session ids.
NAMES_NO_PAGE: Final = frozenset(
    ["password", "passwd", "passwort", "pwd", "pass", "passphrase", "passcode", "secret", "client_secret", "clientsecret", "shared_secret", "app_secret", "sig", "signature", "hmac", "x-amz-signature", "x-amz-credential", "x-amz-security-token", "x-amz-date", "x-amz-expires", "x-amz-algorithm", "x-amz-signedheaders", "awsaccesskeyid", "x-goog-signature", "x-goog-credential", "x-goog-date", "x-goog-expires", "x-goog-algorithm", "x-goog-signedheaders", "googleaccessid", "key-pair-id", "ossaccesskeyid", "x-oss-signature", "x-oss-credential", "x-oss-security-token", "q-signature", "q-ak", "x-cos-security-token", "hdnea", "hdnts", "hdntl", "__gda__", "phpsessid", "jsessionid", "aspsessionid", "asp.net_sessionid", "cfid", "cftoken", "oscsid", "zenid", "bvsessionid", "_session_id", "sessiontoken", "session_token", "csrf", "csrf_token", "csrftoken", "xsrf_token", "_csrf", "authenticity_token"]
)  # fmt: skip
#: Parameters of a signed address that are no secrets, but change with each signature; they go where one is signed.
_SIGNED_WITH: Final = frozenset(
    {"expires", "policy", "se", "sp", "sv", "sr", "st", "spr", "skoid", "sktid", "skt", "ske", "sks", "skv"}
)
_SIGNS: Final = frozenset({"sig", "signature", "x-amz-signature", "x-goog-signature", "key-pair-id"})
#: Parameters that are secrets and may be all that names a page: a shared draft, a preview, a personal feed.
_TOKENS: Final = frozenset(
    ["token", "access_token", "accesstoken", "access-token", "id_token", "refresh_token", "auth_token", "authtoken", "auth-token", "oauth_token", "bearer", "jwt", "apitoken", "api_token", "api_key", "apikey", "api-key", "x-api-key", "subscription-key", "appkey", "app_key", "accesskey", "access_key", "access-key", "private_key", "privatekey", "secretkey", "secret_key", "feed_token", "rss_token", "rsstoken", "user_token", "usertoken", "private_token", "personal_token", "login_token", "magic_token", "invite_token", "reset_token", "preview_token", "authorization", "auth_key", "authkey", "license_key", "licensekey", "credential", "credentials", "otp", "ticket_token", "share_token"]
)  # fmt: skip
#: Names that are as often something else: their values are secrets where they look like one.
_PERHAPS: Final = frozenset({"key", "auth", "code", "ticket", "hash", "tk", "st", "k", "sign"})
#: Session ids, where they look like one: a short number under such a name may be that of a talk.
_SESSIONS: Final = frozenset({"sessionid", "session_id", "sessid", "session"})
SESSION_ID = re.compile(r"(?=[\d.-]*[a-z_])[\w.-]{3,}|[\w.-]{16,}")
#: The session ids of PHP, which come as `sid` and `s` too.
PHP_SESSION = re.compile(r"[0-9a-f]{32}|[0-9a-z]{26}")
_SEGMENTS: Final = _TOKENS | {"key", "auth", "sid", "session", "sessions", "secret", "magic", "reset", "unsubscribe"}
_WORDS = re.compile(r"[^\W\d_]*(?:[-_. ](?:[^\W\d_]+|\d{1,8}))*|\d{1,12}")  # "local-elections-2026", "4711"
_RANDOM = re.compile(r"(?=[^/]*\d)(?=[^/]*[A-Za-z])[\w.~+=:-]{16,}")
_SHORTEST: Final = 6  # characters of a value that may be a secret where its name alone does not say so
#: Secrets that say by their form what they are: JSON web tokens, and keys of services that mark theirs.
_BY_FORM = re.compile(
    r"eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?|\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|[sr]k_live_|AKIA|ya29\.|AIza)[\w.-]{12,}"
    r"|(?<=/bot)\d{6,12}(?::|%3[Aa])[\w-]{30,}|(?<=/services/)T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/\w{16,}"
)
_PAIR = re.compile(r"(?<=[?&;#])(?P<name>[^=&;#?/\s]{1,64})=(?P<value>[^&;#\s]+)")
_SEGMENT = re.compile(r"(?<=/)(?P<name>[\w-]{3,20})/(?P<value>[^/?#;\s]{16,})")
_ADDRESS = re.compile(r"(?P<start>(?:[A-Za-z][A-Za-z0-9+.-]*:)?//)(?P<place>[^/?#\s]*)(?P<rest>.*)", re.DOTALL)
_IN_TEXT = re.compile(r"\b[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s<>\"'`]+")
_PASSWORD = re.compile(r"(://[^/:@]*:)[^/]*@")  # of a database or a proxy: whose it is may be said
_NOWHERE: Final = "//-/"
_ENCODED = re.compile(r"https?(?::|%3[Aa])", re.ASCII)
_HINT = re.compile(
    r"@|tok|key|sig|hmac|pass|pwd|secret|sess|sid|auth|jwt|cred|bearer|otp|csrf|xsrf|amz-|goog-|oss|cos-|hdn|gda|q-a|cf(?:id|t)|zenid|eyj|"
    r"gh[pousr]_|glpat|xox|k_live|akia|ya29|aiza|/bot|/services/|code=|ticket|hash=|tk=|st=|[?&;]s=|[?&;]k=|magic|reset|unsubscribe|%[4-7][0-9a-f]|%3d",
    re.IGNORECASE,
)
T = TypeVar("T")


def redacted(url: str) -> str:
    """Return *url* without its secrets: no user and password, and a mark in place of each token, key, signature, session id.

    What is no address comes back as it is. The result is a fixed point, and names the same page (`canonicalize`).
    """
    return _redacted(url, _NESTED) if _HINT.search(url) else url


def redacted_reference(reference: str) -> str:
    """Return a reference as a header writes it, relative or not, redacted."""
    if _ADDRESS.fullmatch(reference):
        return redacted(reference)
    return redacted(_NOWHERE + reference).removeprefix(_NOWHERE)


def is_mark(value: str) -> bool:
    """Return whether a parameter's value stands for a secret that may be all that names its page."""
    return value != REDACTED and _MARK.fullmatch(value) is not None


def is_redacted(url: str) -> bool:
    """Return whether an address has lost what its page would have to be asked for with."""
    return REDACTED in url and any(_MARK.fullmatch(piece) for piece in re.split(r"[=/?&;#]", url))


def redacted_text(text: str) -> str:
    """Return a line for people with each address in it redacted, those of stores and proxies too."""
    if "://" not in text:
        return text
    return _IN_TEXT.sub(lambda found: _shown(found[0]), text)


def redacted_in(value: Any) -> Any:
    """Return a value of JSON with every text that is an address redacted."""
    if isinstance(value, str):
        return redacted(value) if "://" in value[:24] or value.startswith("//") else value
    if isinstance(value, Mapping):
        return {name: redacted_in(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(redacted_in, value))
    return value


def without_signature(names: frozenset[str]) -> frozenset[str]:
    """Return which of the parameters *names* (lower case) never choose a page: those that sign, and what is signed with them."""
    return names & (NAMES_NO_PAGE | (_SIGNED_WITH if names & _SIGNS else frozenset()))


def credentials_of(url: str) -> tuple[str, str] | None:
    """Return the user and the password of an address, as they are sent; None where it has neither."""
    parts = _ADDRESS.fullmatch(url)
    user_info, at, _ = parts["place"].rpartition("@") if parts else ("", "", "")
    if not at:
        return None
    user, _, password = user_info.partition(":")
    return unquote(user), unquote(password)


def without_credentials(url: str) -> str:
    """Return an address without user and password, and with everything else."""
    parts = _ADDRESS.fullmatch(url)
    return f"{parts['start']}{parts['place'].rpartition('@')[2]}{parts['rest']}" if parts else url


def _shown(url: str) -> str:
    return redacted(url) if url.lower().startswith(("http", "ws", "ftp")) else _PASSWORD.sub(r"\1***@", url)


def _redacted(url: str, nested: int) -> str:
    parts = _ADDRESS.fullmatch(url)
    if parts is None:
        return url
    rest = _BY_FORM.sub(lambda found: _mark(found[0]), parts["rest"])
    rest = _SEGMENT.sub(_segment, rest)
    rest = _PAIR.sub(lambda found: f"{found['name']}={_value(found['name'], found['value'], nested)}", rest)
    return f"{parts['start']}{parts['place'].rpartition('@')[2]}{rest}"


def _value(name: str, value: str, nested: int) -> str:
    name, plain = unquote_plus(name).lower(), unquote_plus(value)
    if _MARK.fullmatch(value):
        return value
    if _names_no_page(name, plain):
        return REDACTED
    if _is_token(name, plain):
        return _mark(plain)
    inner = _redacted(unquote(value), nested - 1) if nested and _ENCODED.match(value) else unquote(value)
    return value if inner == unquote(value) else quote(inner, safe="")


def _names_no_page(name: str, value: str) -> bool:
    session = name in _SESSIONS and SESSION_ID.fullmatch(value.lower())
    return name in NAMES_NO_PAGE or name.startswith("aspsessionid") or bool(session)


def _is_token(name: str, value: str) -> bool:
    if name in {"sid", "s"}:
        return PHP_SESSION.fullmatch(value.lower()) is not None
    if name in {"key", "auth"}:
        return len(value) >= _SHORTEST and _WORDS.fullmatch(value) is None
    if name in _PERHAPS:
        return _RANDOM.fullmatch(value) is not None and _WORDS.fullmatch(value) is None
    return name in _TOKENS or name.endswith(("_token", "-token", "apikey"))


def _segment(found: re.Match[str]) -> str:
    secret = (
        found["name"].lower() in _SEGMENTS
        and _RANDOM.fullmatch(found["value"])
        and not _WORDS.fullmatch(found["value"])
    )
    return f"{found['name']}/{_mark(found['value'])}" if secret and not _MARK.fullmatch(found["value"]) else found[0]


def _mark(value: str) -> str:
    return f"{REDACTED}-{hashlib.sha256(value.encode('utf-8', 'replace')).hexdigest()[:8]}"
