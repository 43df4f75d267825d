"""Page identity: two URLs of one page become one string, two pages never do. The string is a key, not an address to fetch.

w3lib's canonical form, plus what it leaves: scheme, `www.` and mobile hosts, default ports, a final slash, session ids,
AMP and index forms, and tracking parameters by our own list. A parameter that is not known to track stays, for it may be the page (`v`, `storyid`, `articleID`, `source`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, quote, unquote, unquote_plus, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from crawler.errors import NotAPageError
from crawler.pages.html.redirectors import target_of
from crawler.pages.html.secrets import PHP_SESSION, SESSION_ID, is_mark, redacted, without_signature

_MOST_PIECES: Final = 64  # parameters of an address; hostile ones have thousands
_WRAPPERS: Final = 4  # redirectors around one address; a mail's filter around a newsletter's around a search engine's
_SCHEMES: Final = frozenset({"http", "https"})

# Parameters that say how a reader came, never what is shown. Names are compared in lower case.
_TRACKING: Final = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh mc_cid mc_eid mkt_tok _hsenc _hsmi hsctatracking _openstat wt_mc wt.mc_id cmp cmpid cmpref "
    "icid intcid int_cmp ito ocid cvid .tsrc tsrc guccounter guce_referrer guce_referrer_sig guce_referrer_us guce_referrer_cs soc_src soc_trk traffic_source smid smtyp partner_id "
    "at_medium at_campaign at_link_id at_link_origin at_link_type at_format at_ptr_name at_bbc_team at_custom1 at_custom2 at_custom3 at_custom4 at_campaign_type "
    "ns_mchannel ns_source ns_campaign ns_linkname ns_fee spm share_id sharesource shareddevice ref_src ref_url referrer_source xtor xts echobox __twitter_impression "
    "feature_source taid sref srnd leadsource mod_source s_cid s_kwcid ncid vero_id vero_conv oly_anon_id oly_enc_id trk trkcampaign cn-track dicbo utm "
    "wpisrc wpmm wprss itid mbid cndid bxid esrc fsrc bt_ee bt_ts emc nl nlid regi_id instance_id segment_id te pgtype clicksource smprod rssfeed "
    "nb wb48617274 newsletter nlsrc nl_key _ke _kx __s ck_subscriber_id _branch_match_id _bhlid rb_clickid ymclid epik irclickid irgwc ranmid raneaid ransiteid "
    "dcmp icmp icmpid ftag ftcamp bicmst bicmet intlink_from_url intlink_from_ts sc_channel sc_campaign sc_content sc_medium sc_publisher sc_country sc_geo "
    "fb_comment_id mailid mc_tc _r __tn__ _rdr trackingcode linksource replytocom wickedid vgo_ee sailthru_id sc_src sc_lid sc_uid sc_llid "
    # session ids of the usual servers
    "phpsessid jsessionid cfid cftoken oscsid zenid "
    # affiliates, newsletters and shares of papers by name
    "partnerid clickid click_id affid aff_id affiliate_id affiliateid afftrack carta-url reflink nrid nname etear sara_ref xing_share wt_zmc gepc mktcid mktcval trco share_token tt_from log_from isappinstalled "
    "clicktime enterid newsletter_id newsletterid mailing_id mailingid email_id subscriber_id subscriberid trk_contact trk_msg trk_module trk_sid s_campaign nltr fbc _sp _session_id bvsessionid asp.net_sessionid emailid hss_channel "
    "mibextid igsi rdid share_source_type __cft__ eid_nl sc_eh sc_customer tpcc cmpl _x_tr_sl _x_tr_tl _x_tr_hl _x_tr_pto "
    "wtmc sfmc_id sfmc_sub sfmc_activityid ml_subscriber ml_subscriber_hash fromrss cn-reloaded int_source int_medium int_campaign int_content embedded-checkout ss_campaign_id ss_email_id ss_source "
    "srcref sh _ga _gl feedtype feedname sfnsn li_source li_medium li_fat_id tblci srsltid gad_source gad_campaignid usqp emc maca ico $deep_link".lower().split()
)  # fmt: skip
_TRACKING_PREFIXES: Final = (
    "utm_",
    "__cft__[",
    "utm-",
    "pk_",
    "mtm_",
    "matomo_",
    "hsa_",
    "guce_",
    "ns_",
    "at_bbc",
    "amp_",
    "cx_",
    "fb_action",
    "fb_ref",
    "fb_source",
    "aspsessionid",
    "wt.",
    "elq",
    "itm_",
    "trk_",
    "piwik_",
    "lmd_",
    "ss_email_",
    "ss_campaign_",
    "stm_",
    "mkt_",
)
_SERVICES: Final = {
    "bluesky", "bsky", "email", "facebook", "fb", "google-plus-1", "instagram", "jetpack-whatsapp", "line", "linkedin", "mail", "mastodon",
    "pinterest", "pocket", "press-this", "print", "reddit", "skype", "telegram", "threads", "tumblr", "twitter", "whatsapp", "x",
}  # fmt: skip
# Parameters that choose how a page is drawn, with the values that mean the same page drawn otherwise.
_RENDERINGS: Final = {
    "amp": {"", "1", "true", "amp"},
    "_amp": {"", "1", "true"},
    "outputtype": {"amp"},
    "output": {"amp"},
    "m": {"1"},
    "print": {"1", "true"},
    "mobile": {"1", "true", "yes"},
    "platform": {"amp", "hootsuite"},
    # Elsewhere these may name the page ("source=ap"); with these values they name where the link was found.
    "ref": {
        "rss",
        "rssfeed",
        "twitter",
        "facebook",
        "fb",
        "tw",
        "homepage",
        "home",
        "frontpage",
        "newsletter",
        "nl",
        "email",
        "mail",
        "push",
        "share",
        "app",
    },
    "src": {"rss"},
    "from": {"rss"},
    "partner": {"rss"},
    "rss": {"1", "true"},
    "share": _SERVICES,
    "shared": {*_SERVICES, "1", "true"},
    "via": {"rss", *_SERVICES},
    "source": {"rss", "rssfeed", "facebook", "twitter", "newsletter", "whatsapp", "linkedin"},
    "action": {"click"},
    "s": {"09", "19", "20", "21"},  # the share buttons of Twitter's apps
}
# Names that elsewhere name a page, with the shape of the values that only say where a link was found or who reads.
_SHAPES: Final = {
    "mod": re.compile(
        r"(?:rss|djem|e2|hp_|article_inline|searchresults|trending|itp|mhp|home-page|newsviewer|bnbh|nwsrl|mw_|mc_)\w*"
    ),
    "tid": re.compile(r"(?:ss|a|sm|pm|lk|hybrid)_\w+"),
    "xid": re.compile(r"(?:rss|newsletter|nl|fb|tw|gn|soc)[\w-]*"),
    "campaign_id": re.compile(r"\d{1,4}"),
    "sessionid": SESSION_ID,
    "session_id": SESSION_ID,
    "sessid": SESSION_ID,
    "session": SESSION_ID,
    "user_id": re.compile(r"[0-9a-f]{32}"),
}
_DECOMPOSED = re.compile(
    r"[A-Za-z](?:%[Cc][CcDd]%[89ABab][0-9A-Fa-f]){1,4}"
)  # a letter and its accents, U+0300 to U+036F
_AMPERSAND = re.compile(r"&#0{0,3}38;")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
_COOKIELESS = re.compile(
    r"\([SAFsaf]\([A-Za-z0-9]{12,}\)\)(?:[SAFsaf]\([A-Za-z0-9]{12,}\))*"
)  # ASP.NET: "/(S(lit3py55...))/a"
_INDEX = re.compile(r"(?:index|default)\.(?:html?|php|aspx?|jsp)", re.IGNORECASE)
_AMP_CACHE_HOST = re.compile(
    r"[a-z0-9-]+\.(?:cdn\.ampproject\.org|bing-amp\.com)|(?:www\.)?google\.[a-z.]{2,6}|(?:www\.)?bing\.com"
)
_AMP_CACHE_PATH = re.compile(r"/(?:[cvi]|amp)/(?P<secure>s/)?(?P<page>[^/]+\.[^/]+.*)", re.DOTALL)
_AMP_SUFFIX = re.compile(r"(?<=[^.])\.amp(?=(?:\.html?)?$)", re.IGNORECASE)
# Hosts of one site drawn for other screens; what remains must still be a name of two labels ("m.com" is a site).
_SAME_SITE = re.compile(r"^(?:www\d?|m|mobile|touch|amp)\.(?=[^.]+\.[^.]+)|(?<=^[a-z]{2}\.)m\.(?=[^.]+\.[^.]+)")


@lru_cache(maxsize=4_096)  # a page's address is asked for at every step of its way into the store
def canonicalize(url: str) -> str:
    """Return the one form of *url* that names its page: http(s) only, no tracking, no AMP, no redirector, sorted query.

    A fragment goes unless it is a route of the site's script ("#!/story/7"); values of a repeated parameter keep their order.
    The result is a fixed point: canonicalizing it again changes nothing. Raises NotAPageError for anything but http(s)
    with a host. Case in path and query stays: there it may tell two pages apart. No secret stands in it (`secrets`): what
    signs an address is gone, and of a token that may be all that names a page there is a mark.
    """
    parts = _split(redacted(unwrapped(_composed(url))))
    parts = _split(_out_of_amp_cache(parts) or parts.geturl())
    route = parts.fragment if is_route(parts.fragment) else ""
    pieces = _clean_query(parts.query)
    address = urlunsplit(("https", _netloc(parts), _clean_path(parts.path), "&".join(pieces), route))
    try:
        canonical = canonicalize_url(address, keep_fragments=True)
        if not _repeats(pieces):
            return canonical
        query = "&".join(sorted(map(_canonical_piece, pieces), key=lambda piece: piece.partition("=")[0]))
    except ValueError as error:
        raise NotAPageError(f"no address of a page: {redacted(url)[:200]!r}") from error
    bare, mark, fragment = canonical.partition("#")
    return f"{bare.partition('?')[0]}?{query}{mark}{fragment}"


def check_address(url: str) -> None:
    """Raise NotAPageError unless *url* is http(s) with a host: cheaper than its canonical form, where nobody needs that."""
    _split(url)


def _composed(url: str) -> str:
    """Return an address whose accented letters are one character each, as keyboards write them, with "&" for its entity."""
    url = _AMPERSAND.sub("&", unicodedata.normalize("NFC", url))
    return _DECOMPOSED.sub(lambda found: quote(unicodedata.normalize("NFC", unquote(found[0]))), url)


def is_route(fragment: str) -> bool:
    """Return whether a fragment names a page that the site's own script shows ("!/story/7", "/story/7"), not a place on one."""
    return fragment.startswith(("!", "/")) and any(map(str.isalnum, fragment))


def _repeats(pieces: Sequence[str]) -> bool:
    """Return whether a parameter comes more than once, in a query of a length that sites write."""
    names = [piece.partition("=")[0] for piece in pieces[:_MOST_PIECES]]
    return len(pieces) <= _MOST_PIECES and len(set(names)) < len(names)


def _canonical_piece(piece: str) -> str:
    """Return one parameter in w3lib's form, which sorts by value, too: the order of a repeated one may be the page's."""
    return canonicalize_url(f"https://host.invalid/?{piece}").partition("?")[2]


def unwrapped(url: str) -> str:
    """Return the address that a redirector's link leads to ("https://www.google.com/url?q=..."), else *url*."""
    for _ in range(_WRAPPERS):
        target = target_of(url)
        if target is None:
            break
        url = target
    return url


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018 - raises for a port that is no number
    except ValueError as error:
        raise NotAPageError(f"no address of a page: {redacted(url)[:200]!r}") from error
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise NotAPageError(f"no address of a page: {redacted(url)[:200]!r}")
    return parts


def _netloc(parts: SplitResult) -> str:
    """Return host and port without what names no other page: user, password, `www.` and its like, the scheme's own port."""
    host = (parts.hostname or "").rstrip(".")
    while (shorter := _SAME_SITE.sub("", host)) != host:
        host = shorter
    shown = f"[{host}]" if ":" in host else host
    return shown if parts.port in (None, 80, 443) else f"{shown}:{parts.port}"


def _out_of_amp_cache(parts: SplitResult) -> str | None:
    """Return the page that an AMP cache shows ("...cdn.ampproject.org/c/s/www.x.com/a"), or None when it is no cache."""
    found = _AMP_CACHE_PATH.fullmatch(parts.path) if _AMP_CACHE_HOST.fullmatch(parts.hostname or "") else None
    if found is None:
        return None
    scheme = "https" if found["secure"] else "http"
    return f"{scheme}://{found['page']}" + (f"?{parts.query}" if parts.query else "")


def _clean_path(path: str) -> str:
    """Return *path* without session ids, empty segments, and the segments that only say "index" or "amp"."""
    segments = [
        segment for segment in _SESSION.sub("", path).split("/") if segment and not _COOKIELESS.fullmatch(segment)
    ]
    while segments and (
        _INDEX.fullmatch(segments[-1]) or (len(segments) > 1 and segments[-1].lower() in {"amp", "amp.html"})
    ):
        segments.pop()
    first = 0
    while len(segments) - first > 1 and segments[first].lower() == "amp":
        first += 1
    if segments:
        segments[-1] = _AMP_SUFFIX.sub("", segments[-1])
    return "/" + "/".join(segments[first:])


def _clean_query(query: str) -> list[str]:
    """Return the parameters of *query* that may name the page.

    A name without a value says nothing, unless it is a number: then it is the page ("?4711").
    """
    kept: list[str] = []
    pieces = query.replace("&amp;", "&").split("&")
    signs = without_signature(frozenset(unquote_plus(piece.partition("=")[0]).lower() for piece in pieces))
    for piece in pieces:
        name, _, value = piece.partition("=")
        name = unquote_plus(name).lower()
        tracks = name in _TRACKING or name in signs or name.startswith(_TRACKING_PREFIXES)
        empty = not value and not name.isdigit()
        drawn = value.lower() in _RENDERINGS.get(name, ())
        shape = _SHAPES.get(name)
        if not (tracks or empty or drawn or (shape and shape.fullmatch(unquote_plus(value).lower()))):
            kept.append(piece)
    others = [piece for piece in kept if not _is_session(piece)]
    return others or kept


def _is_session(piece: str) -> bool:
    name, _, value = piece.partition("=")
    return name.lower() in {"sid", "s"} and (is_mark(value) or PHP_SESSION.fullmatch(value.lower()) is not None)
