"""Lines at an article's headline or end that may be bylines: the wires that one names, if it is a byline and nothing else.

"Associated Press in Miami", "Tom Davies / Associated Press", "AFP, MANILA", "Written by The Associated Press", "Anadolu Ajansı | 03.07.2026",
"Quelle: sid/dpa", "(Tide Post/AFP)". Precision first: what is left of the line without agencies, dates and the words that bylines are made of
may be names only. An agency's name inside a sentence is no credit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import regex

from crawler.provenance.times.names import MONTHS, WEEKDAYS
from crawler.provenance.times.within import dates_within
from crawler.provenance.wires.names import NameTable, Place, Use, find_names

LONGEST: Final = 120  # characters of a byline with two writers, an agency, a place and a date
_PHOTO: Final = regex.compile(
    r"photo|foto|\bimages?\b|\bbild(?:er|quelle|nachweis)?\b|picture|\bpic\b|getty|\bpool\b|archiv|\bfile\b|\bgraphics?\b|\bgrafik|gráfico|video|vídeo|copyright|©|\(c\)|illustration|illustrazione|symbol"
    r"|courtesy|screenshot|\bcaption|immagine|imagen|imagem|gambar|görsel|ảnh|ภาพ|صورة|عکس|фото|写真|사진|图片|圖片|reuters connect|ap images",
    regex.IGNORECASE,
)
#: What may open a line that says where its text is from: names that are nobody's known may follow.
_LEADS: Final = frozenset([
    "source", "sources", "quelle", "quellen", "fuente", "fuentes", "fonte", "fontes", "fonti", "bron", "bronnen", "källa", "källor", "kilde", "kilder", "lähde", "źródło", "zdroj", "forrás", "sursa", "izvor", "πηγή",
    "kaynak", "источник", "джерело", "крыніца", "извор", "източник", "sumber", "nguồn", "theo", "ที่มา", "المصدر", "مصدر", "منبع", "מקור", "स्रोत", "सोर्स", "সূত্র", "来源", "來源", "出典", "출처", "자료",
    "by", "von", "par", "por", "di", "door", "av", "af", "od", "text", "tekst", "texto", "texte", "testo", "report", "reporting", "reported", "reportage", "written", "story", "from", "via", "crédito", "crédit", "credit", "author", "autor", "autore", "auteur", "yazar", "penulis", "provided", "artikel", "artículo", "articolo", "artigo",
])  # fmt: skip
_WITH: Final = frozenset(["with", "avec", "con", "com", "mit", "met", "med", "cu", "z", "s"])
# Words that bylines are made of, beside names and agencies.
_WORDS: Final = frozenset([
    *_LEADS, *_WITH, "authors", "for", "the", "of", "in", "at", "and", "staff", "wire", "wires", "writer", "writers", "reporter", "reporters", "correspondent", "correspondents", "editor", "edited", "desk",
    "bureau", "news", "service", "agency", "agencies", "newsroom", "published", "posted", "updated", "last", "modified", "created", "first", "on", "content", "press", "web", "online", "digital", "team", "inputs", "input", "feed", "files",
    "business", "sports", "sport", "am", "pm", "a.m", "p.m", "et", "est", "edt", "ct", "cst", "pt", "pst", "pdt", "gmt", "utc", "bst", "ist", "cet", "cest", "mez", "mesz", "msk", "jst", "kst", "pkt", "sgt", "uhr", "hrs", "hs", "h", "filed", "under", "contributed",
    "min", "mins", "minute", "minutes", "hour", "hours", "day", "days", "ago", "read", "material", "additional", "republished", "this", "article", "story", "was", "originally",
    "und", "der", "die", "den", "dem", "des", "aus", "redaktion", "red", "dpa-infocom", "stand", "um", "am", "meldung", "agentur", "agenturen", "nachrichtenagentur", "deutschland", "lno", "weitere", "zusätzlich",
    "le", "la", "les", "à", "l", "d", "du", "agence", "agences", "rédaction", "publié", "publiée", "mis", "jour", "il", "y",
    "el", "los", "en", "y", "de", "del", "agencia", "agencias", "redacción", "publicado", "actualizado", "información", "a", "las",
    "e", "da", "do", "dal", "dall", "all", "dell", "della", "agenzia", "agenzie", "redazione", "pubblicato", "aggiornato", "informazioni", "agência", "agências", "redação", "atualizado", "às", "informações", "as",
    "met", "onze", "redactie", "persbureau", "og", "och", "tt-afp", "oprac", "przez", "dodano", "haber", "kaynağı", "ajansı", "haberi", "haberler", "giriş", "güncelleme", "merkezi", "yayınlanma", "tarihi",
    "автор", "информация", "материал", "по", "материалам", "редакция", "агентство", "агентства", "وكالة", "وكالات", "عن", "نقلا", "خبرگزاری", "סוכנות", "एजेंसी", "एजेंसियां", "न्यूज", "डेस्क", "भाषा",
    "特派員", "記者", "記者発", "共同発", "配信", "提供", "기자", "특파원", "电", "電", "綜合", "综合", "報導", "报道", "文", "글",
    *(name for names in (*MONTHS, *WEEKDAYS) for name in names.split("|")),
])  # fmt: skip
_TOKEN: Final = regex.compile(r"[\p{L}\p{M}][\p{L}\p{M}'’.-]*")
_MOST_NAMES: Final = 7  # capitalized words of two writers, a role and a place
_SET_OFF_BEFORE: Final = regex.compile(r"(?:^|[,/|(\[（【［〔·•–—;:：&>+=＝~-])\s*\Z")
_SET_OFF_BEHIND: Final = regex.compile(
    r"\s*(?:$|[,/|)\]）】］〕·•–—;:&<.=-]|\d{1,2}(?:[:.h]\d\d\b|[./-]\d|\s?(?:min|h|hours?|days?)\b))"
)
_BRACKETS: Final = regex.compile(r"[(（\[【/](?P<inside>[^()（）\[\]【】\n]{2,80})[)）\]】/]\W{0,3}$")
_PLACE_BEHIND: Final = regex.compile(r",?\s\p{Lu}[\p{Ll}'’-]+(?:\s\p{Lu}[\p{Ll}'’-]+)?$")
_INITIALS: Final = regex.compile(r"(?<=[\p{Lu}\p{Ll}]{2})/\p{Ll}{2,3}(?=[)\s]*$)")  # of an editor: "dpa/fz"
_ROLE: Final = regex.compile(r"\s(?:[A-Z]\w+\s){0,2}(?:writers?|reporters?|correspondents?|editor)\b", regex.IGNORECASE)
_CODE: Final = 3  # letters of a code that a place may follow without a sign: "EFE Madrid", not "AP Dhillon"


def names_in_line(line: str, table: NameTable) -> Iterator[Place]:
    """Yield where a line that is a byline names wires; nothing of any other line."""
    if len(line) > LONGEST or _PHOTO.search(line) or line.rstrip().endswith(("?", "!", "…")) or _is_button(line):
        return
    line = _without_dates(line)
    places = [place for place in find_names(line, table) if Use.CREDIT in place.uses]
    initials = _INITIALS.search(line)
    if initials and places and all(place.end <= initials.start() for place in places):
        line = line[: initials.start()]
    if places and len(_unknown(line, places) or ()) <= _MOST_NAMES and _unknown(line, places) is not None:
        yield from (place for place in places if _is_set_off(line, place))


def names_in_last_line(line: str, table: NameTable, *, outlet: str = "") -> Iterator[Place]:
    """Yield where the last line of a text, or what stands in brackets at its end, names wires as a credit.

    Stricter than at the headline, for captions end texts, too: names of others stand there only behind a label ("Quelle: Tide Post/dpa")
    or if they are the *outlet*'s (its key), and a place only behind the agency ("AFP, Paris").
    """
    bracketed = _BRACKETS.search(line)
    inside, start = (bracketed["inside"], bracketed.start("inside")) if bracketed else (line, 0)
    stripped = inside.lstrip("\u2014\u2013-~ ")
    start += len(inside) - len(stripped)
    plain = _without_dates(stripped)
    places = [] if any(map(str.isdigit, plain)) else list(names_in_line(stripped, table))
    if not places:
        return
    first = _TOKEN.match(stripped)
    labeled = first is not None and _folded(first[0]) in _LEADS
    others = [word for word in _unknown(plain, places) or () if _folded(word) not in outlet.split("-")]
    if (
        others
        and not labeled
        and not (len(places) == 1 and not bracketed and _is_agency_and_place(stripped, places[0]))
    ):
        return
    for place in places:
        yield Place(place.wire, start + place.start, start + place.end, place.uses)


def credits_a_part(line: str) -> bool:
    """Return whether a line says that an agency's copy went into a text of somebody else's: "With AFP", "mit dpa", "Additional reporting from PA"."""
    words = [_folded(word) for word in _TOKEN.findall(line)[:2]]
    return bool(words) and (words[0] in _WITH or words[0] in {"additional", "weitere", "zusätzlich"})


def _is_button(line: str) -> bool:
    """Return whether a line is a button for larger type ("AA", "Aa"), which is a code's letters, too."""
    letters = line.strip().casefold()
    return len(letters) < 2 or letters == "aa"


def _without_dates(line: str) -> str:
    """Return a line of the same length in which dates are signs that set off."""
    for date in dates_within(line):
        line = f"{line[: date.start]}{'|' * (date.end - date.start)}{line[date.end :]}"
    return line


def _unknown(line: str, places: Sequence[Place]) -> list[str] | None:
    """Return the words of a line that are neither an agency's nor a byline's: names, or None where one cannot be a name."""
    edges = [0, *(edge for place in places for edge in (place.start, place.end)), len(line)]
    rest = " ".join(line[start:end] for start, end in list(pairwise(edges))[::2] if start <= end)
    words = [word.strip(".'’-") for word in _TOKEN.findall(rest)]
    unknown = [word for word in words if word and _folded(word) not in _WORDS]
    return None if any(word[0].islower() for word in unknown) else unknown


def _is_set_off(line: str, place: Place) -> bool:
    """Return whether an agency begins or ends the line or stands between signs or words of bylines.

    A name of several words needs it behind only.
    """
    several = " " in line[place.start : place.end].strip()
    word = next(iter(_TOKEN.findall(line, place.end)), "")
    behind = (
        _SET_OFF_BEHIND.match(line, place.end) is not None
        or _ROLE.match(line, place.end) is not None
        or (line[place.end : place.end + 1].isspace() and _folded(word) in _WORDS)
    )
    if not behind:
        return place.start == 0 and _is_agency_and_place(line, place)
    before = _TOKEN.findall(line[: place.start])
    return (
        several
        or _ROLE.match(line, place.end) is not None
        or _SET_OFF_BEFORE.search(line, 0, place.start) is not None
        or (bool(before) and _folded(before[-1]) in _WORDS)
    )


def _is_agency_and_place(line: str, place: Place) -> bool:
    """Return whether a line is an agency's code and a place: "EFE Madrid", "AFP, Paris"."""
    code = line[place.start : place.end]
    behind = _PLACE_BEHIND.fullmatch(line.rstrip(" ."), place.end)
    return place.start == 0 and behind is not None and (behind[0][0] == "," or (code.isupper() and len(code) >= _CODE))


def _folded(word: str) -> str:
    return word.strip(".'’-").casefold()
