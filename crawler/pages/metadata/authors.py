"""Authors: the names behind an article, out of what its page declares or prints. Agencies stay: they are evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from crawler.text.patterns import lazy_regex

# What joins names in one value. The signs among them may part a name from a role or an employer, the words never do.
_JOINTS = lazy_regex(
    r"\s*+(?P<joint>[,;|/•·]|\b(?:and|und|et|y|e|en|och|og|i|a|with|mit|&)\b|&)\s*+(?=\p{Lu}|\p{Lo}|[a-z]{2,4}\b)"
)
_WORDS = frozenset(["and", "und", "et", "y", "e", "en", "och", "og", "i", "a", "with", "mit", "&"])
_IN = frozenset(["en", "i", "a", "e"])
_LEAD = lazy_regex(
    r"(?:(?:story |written |reported |text )?by|von|par|por|di|door|av|af|autor(?:in|es)?|text|author|reporter|geschrieben von|exklusiv)\b[:\s]++",
    regex.IGNORECASE,
)
# What people do at a paper, as printed behind their names.
_ROLE = (
    r"(?:(?:foreign|chief|senior|junior|deputy|managing|associate|assistant|contributing|staff|special|freelance|digital|political|sports?|business|science"
    r"|health|features?|news|city|night|executive|own)\b[ -])*+"
    r"(?:correspondents?|reporters?|editors?|writers?|columnists?|journalists?|producers?|photographers?|critics?|contributors?|analysts?|presenters?|interns?|staff"
    r"|(?:\p{L}{2,20})?korrespondent(?:in|en)?|(?:\p{L}{2,20})?redakteur(?:in)?|redaktion|(?:\p{L}{2,20})?reporter(?:in)?|volontär(?:in)?|ressortleiter(?:in)?|autor(?:in)?|kommentar"
    r"|correspondante?|journaliste|rédacteur|rédactrice|envoyée? spéciale?|chroniqueu(?:r|se)"
    r"|corresponsal|periodista|redactora?|enviad[ao] especial|columnista|editora?"
    r"|corrispondente|giornalista|inviat[ao]|redattore|redattrice|correspondente|jornalista|repórter|redatora?|colunista"
    r"|verslaggever|verslaggeefster|redacteur|redactrice|korespondent(?:ka)?|dziennikar(?:z|ka)|redaktor(?:ka)?|muhabiri?|editör"
    r"|m\.?d\.?|ph\.?d\.?|(?:head|director|professor|chief) of .{2,40}|reportteri|toimittaja|redaktör|redaktør|корреспондент|журналист(?:ка)?|обозреватель|редактор|кореспондент)"
)
_IS_ROLE = lazy_regex(
    rf"(?:\p{{L}}[\p{{L}}&'-]*+\s){{0,4}}?{_ROLE}(?:\s(?:in|at|of|for|für|aus|à|en|de|da|di|van|w|i)\s.{{2,40}}|\s\p{{L}}{{2,20}})?",
    regex.IGNORECASE,
)
_TAIL = lazy_regex(
    rf"(?:\s*+(?:[,|(–—-]\s*+(?:{_ROLE}\b|updated).*|\bfor .{{3,40}})|\s(?:기자|특파원|記者|记者))$",
    regex.IGNORECASE,
)
_MAIL = r"[\w.+-]{1,64}+@[\w.-]{1,120}+"
_MAIL_FIRST = lazy_regex(rf"{_MAIL}\s*+\((?P<name>[^()]{{2,80}})\)")  # RSS 2.0's own form
_MAIL_LAST = lazy_regex(rf"\s*+[<(]\s*+(?:mailto:)?{_MAIL}\s*+[>)]")
_NO_NAME = lazy_regex(r"https?:|www\.|@|\d{3}|[<>{}=]|\.(?:php|html?)\b", regex.IGNORECASE)
# "Dorn, Imke": one person, last name first. Two words joined by a comma that are names of agencies or desks are no person.
_INVERTED = lazy_regex(
    r"(?P<last>(?:(?:von|van|de|di|der) )?\p{Lu}[\p{Ll}'’-]++(?:-\p{Lu}\p{Ll}++)?), (?P<first>\p{Lu}\p{Ll}++(?:[ -]\p{Lu}(?:\.|\p{Ll}++))?)"
)
_NO_PERSON = frozenset(["reuters", "bloomberg", "yonhap", "kyodo", "xinhua", "belga", "ritzau", "lusa", "bernama", "antara", "interfax", "adnkronos", "tass", "efe", "jiji", "anadolu", "sputnik", "associated", "press", "agencies", "agency", "staff", "news", "online", "redaktion", "redaction", "redazione", "redacción", "editor", "editorial", "web", "desk", "team", "wire", "wires", "agenturen", "agences", "agencias", "agenzie", "opinion", "sport"])  # fmt: skip
_LONGEST = 80  # characters of a name


def clean_authors(declared: Sequence[str], bylines: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the authors that JSON-LD *declared*, else those of the first byline (a meta element) that names one.

    Each is one name; "By", roles, addresses and handles are taken off.
    """
    for values in (declared, *((line,) for line in bylines)):
        names = tuple(dict.fromkeys(name for value in values for name in split_names(value)))
        if names:
            return names
    return ()


def split_names(value: str) -> Iterator[str]:
    """Yield the names that one value joins ("A und B, dpa"); roles ("A, Political Editor") are left out."""
    if "://" in value:  # a profile's address instead of a name
        return
    value = _MAIL_FIRST.sub(r"\g<name>", value.strip())
    value = _LEAD.sub("", _MAIL_LAST.sub("", value), count=1)
    for part in value.split(";"):
        yield from _names_in(part.strip())


def _names_in(value: str) -> Iterator[str]:
    inverted = _INVERTED.fullmatch(value)
    if inverted and _NO_PERSON.isdisjoint(value.casefold().replace(",", "").split()):
        yield f"{inverted['first']} {inverted['last']}"
        return
    before, start, role = ",", 0, False
    for joint in [*_JOINTS.finditer(value), None]:
        name = _TAIL.sub("", value[start : joint.start() if joint else len(value)]).strip(" ,;|-–—.()")
        # "Corresponsal en Berlín": what is "and" elsewhere is "in" behind a role.
        role = start > 0 and (bool(_IS_ROLE.fullmatch(name)) if before not in _WORDS else role and before in _IN)
        if name and not role and len(name) <= _LONGEST and not _NO_NAME.search(name) and any(map(str.isalpha, name)):
            yield name
        if joint:
            before, start = joint["joint"].casefold(), joint.end()
