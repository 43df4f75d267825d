"""Markup as it arrives: bytes of any charset and tags of any size, made safe to parse. No layout is known here.

Every step is linear in the input. What had to be taken away is named in notes (short slugs), never repaired silently.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice

from lxml import etree
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, to_unicode

#: The note of a page that lost what lies deeper than the parser goes.
TOO_DEEP = "markup-too-deep"
#: The note of a page that lost what came after so many elements: each costs some 50 microseconds of reading.
TOO_MANY = "markup-too-many-elements"
MAX_ELEMENTS = 80_000
#: More attributes than any page has; 200,000 in one tag kept libxml2 busy for 299 s, 500 cost it half a millisecond.
MAX_ATTRIBUTES = 500

# Codecs that Python finds under a "charset" but that turn no bytes into text, are quadratic (punycode, idna) or let
# markup hide inside plain letters (utf-7).
_NOT_A_CHARSET = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined", "mbcs", "oem"}
)
# Attributes as the HTML standard's tokenizer sees them (13.2.5.32 to 13.2.5.39): a quote opens a value only after "=".
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+"""

#: Void elements of the HTML standard (13.1.2) that libxml2 takes for open ones: all that follows would stand inside them.
_OPEN_VOID = re.compile(
    rf"<(?P<void>embed|source|track|wbr|keygen|bgsound|command|image|nextid)(?=[\s/>])(?P<rest>(?:{_ATTRIBUTE})*+)[\s/]*+>",
    re.IGNORECASE,
)
# The first octets of a document in UTF-16 or UTF-32 without a mark: "<" and another ASCII character (XML 1.0, appendix F).
_UNMARKED = (
    (re.compile(rb"\s*<\x00\x00\x00[!?A-Za-z]\x00\x00\x00", re.DOTALL), "utf-32-le"),
    (re.compile(rb"(?:\x00\x00\x00\s)*\x00\x00\x00<\x00\x00\x00[!?A-Za-z]"), "utf-32-be"),
    (re.compile(rb"(?:\s\x00)*<\x00[!?A-Za-z]\x00"), "utf-16-le"),
    (re.compile(rb"(?:\x00\s)*\x00<\x00[!?A-Za-z]"), "utf-16-be"),
)
_SURELY_UTF8 = 8  # octets beyond one a character, in text that decodes: four letters of Latin, or three of Chinese
_SURROGATES = re.compile("[\ud800-\udfff]")

# Comments and raw text hold no tags. The pattern always swallows what it looked at, so the scan is linear; it runs over
# raw text from bracket to bracket, which took it from 12 to 5 ms on a page of 400 KB. The standard library's engine needs
# a third of regex's time here (1.2 and 4.0 ms on the mean of 235 saved pages).
_MARKUP = re.compile(
    rf"""<!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->)?
    |<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b(?:{_ATTRIBUTE})*+[\s/]*+>
        [^<]*+(?:<(?!/(?P=raw)\b)[^<]*+)*+(?:</(?P=raw)\b)?
    |<(?P<name>[A-Za-z][^\s/>]*+)(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+(?P<more>(?:{_ATTRIBUTE})++)?[\s/]*+>?""",
    re.VERBOSE | re.IGNORECASE,
)
# The scan above is only worth its time where a tag is long enough to hold that many attributes ("<a" and " b" each),
# or where a bracket inside an attribute hides how long the tag is.
_SUSPICIOUS = re.compile(
    rf"""<[A-Za-z](?:[^<>]{{{2 * MAX_ATTRIBUTES}}}|[^<>]*+<)|=\s*+(?:"[^"<>]*+[<>]|'[^'<>]*+[<>])"""
)


def decode(raw: bytes, content_type: str | None = None) -> str:
    """Return the text of *raw*: by its byte order mark, as UTF-8 where it surely is, by the HTTP header, its own declaration, else UTF-8 or what it is guessed to be.

    UTF-16 and UTF-32 without a mark are known by their first octets; where neither is there, a declaration that could only be
    read in another charset than it names ("utf-16" in ASCII letters) means UTF-8, as the HTML standard has it. What says that it is
    UTF-8 and has no letter of it is guessed.

    Never raises: a charset that is unknown, no charset at all (``zlib_codec``) or unsafe (``utf-7``) is passed over,
    and bytes that do not fit become U+FFFD.
    """
    bom, _ = read_bom(raw)
    declared = (bom, _header_charset(content_type), _declared_charset(raw))
    if bom is None and (unmarked := _unmarked_charset(raw)):
        return raw.decode(unmarked, errors="replace")
    if bom is None and _is_surely_utf8(raw):
        return raw.decode("utf-8")
    for charset in declared:
        if charset is not None and is_charset(charset) and (bom or not _is_wide(charset)):
            if bom is None and codecs.lookup(charset).name == "utf-8" and _is_no_utf8(raw):
                break
            return to_unicode(raw, charset).removeprefix("\ufeff")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        from crawler.pages.html.charsets import guessed_charset  # noqa: PLC0415  # few pages need its tables

        return raw.decode(guessed_charset(raw), errors="replace")


def _is_surely_utf8(raw: bytes) -> bool:
    """Return whether bytes are UTF-8 whatever is declared: text of another charset hardly ever is valid, with so many sequences.

    Five of 56 saved pages of aggregators declared a charset that their bytes were not.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(raw) - len(text) >= _SURELY_UTF8


def _is_no_utf8(raw: bytes) -> bool:
    """Return whether several bytes are no ASCII, and none of them UTF-8."""
    odd = [letter for letter in raw.decode("utf-8", errors="replace") if not letter.isascii()]
    return len(odd) > 1 and set(odd) == {"\ufffd"}


def _unmarked_charset(raw: bytes) -> str | None:
    return next((charset for pattern, charset in _UNMARKED if pattern.match(raw, 0, 256)), None)


def _is_wide(charset: str) -> bool:
    """Return whether every character of a charset has two octets or four: text in it begins with a mark or a null."""
    return codecs.lookup(charset).name.startswith(("utf-16", "utf-32"))


def _header_charset(content_type: str | None) -> str | None:
    try:
        return http_content_type_encoding(content_type)
    except (LookupError, ValueError):  # a name with a null or beyond ASCII
        return None


def _declared_charset(raw: bytes) -> str | None:
    try:
        return html_body_declared_encoding(raw)
    except (LookupError, ValueError):
        return None


def is_charset(name: str) -> bool:
    """Return whether Python decodes text by the codec of a name, in time that grows with the text, into what a browser would show."""
    try:
        codec = codecs.lookup(name)
        "".encode(codec.name)  # LookupError for codecs between bytes and bytes
    except (LookupError, ValueError):
        return False
    return codec.name.replace("_", "-") not in _NOT_A_CHARSET


def tame(html: str) -> tuple[str, tuple[str, ...]]:
    """Return *html* without nulls, lone surrogates and monstrous tags, and notes of what was found. HTML or XML: no name means anything."""
    notes: list[str] = []
    if "\x00" in html:
        html = html.replace("\x00", "")
    if not _is_encodable(html):
        html = _SURROGATES.sub("", html)
        notes.append("markup-lone-surrogates")
    if _SUSPICIOUS.search(html) and any(tag["more"] for tag in _MARKUP.finditer(html)):
        html = _MARKUP.sub(_bare_if_monstrous, html)
        notes.append("markup-monstrous-tag")
    return html, tuple(notes)


def _is_encodable(html: str) -> bool:
    """Return whether there is no lone surrogate: encoding a page takes a tenth of the time of looking for one."""
    try:
        html.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bare_if_monstrous(tag: re.Match[str]) -> str:
    return f"<{tag['name']}>" if tag["more"] else tag[0]


def parse(html: str) -> tuple[etree._Element | None, tuple[str, ...]]:
    """Return the tree of *html* (None if it holds no element) and the notes of what was lost on the way.

    ``huge_tree`` lifts libxml2's depth limit from 256 levels to 2,048; what lies deeper is cut off with the note
    "markup-too-deep", because libxml2 itself stays silent. Of more than 80,000 elements the rest is cut off likewise,
    with "markup-too-many-elements".
    """
    tamed, notes = tame(html)
    tamed = _OPEN_VOID.sub(r"<\g<void>\g<rest> />", tamed)  # of HTML alone: a feed's <source> holds a name
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True)
    try:
        root = etree.fromstring(tamed.encode(), parser)
    except etree.ParserError:  # an empty document
        return None, notes
    except etree.XMLSyntaxError:  # nothing but comments
        return None, notes
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        notes = (*notes, TOO_DEEP)
    if _cut_after(root, MAX_ELEMENTS):
        notes = (*notes, TOO_MANY)
    return root, notes


def _cut_after(root: etree._Element | None, number: int) -> bool:
    """Take out of a tree all that follows its first *number* elements; returns whether that was anything."""
    first = next(islice(root.iter(), number, None), None) if root is not None else None  # of those to go
    if first is None:
        return False
    ancestors = list(first.iterancestors())
    for element in [first, *ancestors[:-1]]:
        for later in [*element.itersiblings(), *([first] if element is first else [])]:
            if (above := later.getparent()) is not None:
                above.remove(later)
    return True
