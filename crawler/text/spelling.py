"""British spellings folded into American ones, and the short forms of wire desks into whole words, so that a localised copy compares equal.

Folding is for comparing only: both texts go through it and a folded word is never shown. So a rule may also change a
word that is spelt one way everywhere ("rising"), as long as two different words rarely meet.
"""

from __future__ import annotations

from functools import lru_cache

import regex

_WHOLE = {
    "pct": "percent", "%": "percent", "grey": "gray", "greys": "grays", "tyre": "tire", "tyres": "tires", "kerb": "curb",
    "cheque": "check", "cheques": "checks", "defence": "defense", "defences": "defenses", "offence": "offense",
    "offences": "offenses", "licence": "license", "licences": "licenses", "pretence": "pretense", "practise": "practice",
    "practised": "practiced", "practising": "practicing", "plough": "plow", "ploughs": "plows", "ploughed": "plowed",
    "sceptic": "skeptic", "sceptics": "skeptics", "sceptical": "skeptical", "scepticism": "skepticism", "mould": "mold",
    "ageing": "aging", "judgement": "judgment", "judgements": "judgments", "acknowledgement": "acknowledgment",
    "aeroplane": "airplane", "aeroplanes": "airplanes", "aluminium": "aluminum", "programme": "program",
    "programmes": "programs", "jewellery": "jewelry", "fulfil": "fulfill", "fulfils": "fulfills", "enrol": "enroll",
    "enrolment": "enrollment", "instalment": "installment", "instalments": "installments", "skilful": "skillful",
    "towards": "toward", "afterwards": "afterward", "whilst": "while", "amongst": "among", "manoeuvre": "maneuver",
    "manoeuvres": "maneuvers", "moustache": "mustache", "pyjamas": "pajamas", "storey": "story", "storeys": "stories",
    "anaesthetic": "anesthetic", "anaemia": "anemia", "haemorrhage": "hemorrhage", "paediatric": "pediatric",
    "orthopaedic": "orthopedic", "diarrhoea": "diarrhea", "oestrogen": "estrogen", "foetus": "fetus", "kyiv": "kiev",
    "mln": "million", "mlns": "million", "bln": "billion", "trln": "trillion", "dlr": "dollar", "dlrs": "dollars",
    "cts": "cents", "mths": "months", "mth": "month", "qtr": "quarter", "qtrs": "quarters", "yr": "year", "yrs": "years",
    "shr": "share", "shrs": "shares", "revs": "revenues", "avg": "average", "govt": "government", "mio": "millionen",
    "mrd": "milliarden", "zelenskiy": "zelensky", "zelenskyy": "zelensky", "okay": "ok",
}  # fmt: skip
_RULES = tuple(
    (regex.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=^\w{3,})is(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)", "iz"),  # organise, globalisation
        (r"(?<=^\w{3,})ys(?=(?:e|ed|es|er|ers|ing)$)", "yz"),  # analyse, paralysed
        (r"(?<=^\w{3,})our(?=(?:s|ed|er|ers|ing|able|ably|ite|ites|ful|hood|hoods|less|al|ally)?$)", "or"),  # labour
        (r"(?<=^\w{2,}[bct])re(?=s?$)", "er"),  # centre, theatre, fibre
        (r"(?<=^\w{3,})ll(?=(?:ed|ing|er|ers|ation|ations)$)", "l"),  # travelled, cancellation
        (r"(?<=^\w{4,}og)ue(?=s?$)", ""),  # dialogue, catalogue
    )
)


#: Letters of a word that a rule can apply to. The rules look back over all of it from every place: of 60,000 letters that
#: took seconds, and no English word has more than this.
_SHORTEST, _LONGEST = 5, 48


@lru_cache(maxsize=1 << 17)
def american(word: str) -> str:
    """Return the American form of a folded word, or the word itself."""
    if word in _WHOLE:
        return _WHOLE[word]
    if _SHORTEST <= len(word) <= _LONGEST:
        for pattern, replacement in _RULES:
            word = pattern.sub(replacement, word)
    return word
