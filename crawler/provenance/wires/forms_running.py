"""The forms of running text in Latin script: a wire that speaks of its own work, and a wire that is cited."""

from __future__ import annotations

from typing import Final

from crawler.provenance.wires.evidence import EvidenceKind
from crawler.provenance.wires.form import THE, running
from crawler.provenance.wires.names import Use
from crawler.provenance.wires.weights import RELIABILITY as W

_SELF, _CITATION = EvidenceKind.SELF_REFERENCE, EvidenceKind.CITATION

_WORKED = r"(?:reporter|journalist|correspondent|photographer|photojournalist|witness|videographer|cameraman|team|crew|stringer)(?:e?s)?\b"
_UNABLE = r"(?:could not|couldn['\u2019]t|cannot|was unable to|were unable to|was not able to|were not able to|has not been able to|have not been able to)"
_VERIFY = r"(?:verify|confirm|authenticate|corroborate|establish|ascertain|determine)"
_AGENCY = r"(?:news ?agency|news ?wire|newswire|wire service|wire agency|press agency|Nachrichtenagentur|agence(?: de presse)?|agencia(?: de noticias)?|agenzia(?: di stampa)?|agência(?: de notícias)?|persbureau|ajansı|nyhetsbyrån|agencj[aiąę])"
_NO_AGENCY = r"(?!\s(?:news ?agency|news ?wire|TV|Television|Radio|newspaper|Businessweek|Society|that it)\b)(?![\w-])"
_REPORTED = r"(?:reported|reports|writes|wrote|cited|quoted|berichtete|berichtet|meldete|meldet|zufolge|rapporte|rapportait|informó|informa|reportó|riferisce|riporta|informou|reportou|meldt|rapporterar|bildirdi|duyurdu|podała|poinformowała)"

# fmt: off
SELF_REFERENCES: Final = (
    running(_SELF, W.own_doing, r"\bwhich |", rf"\s{_UNABLE}(?:\s(?:immediately|independently|yet)){{0,2}}\s{_VERIFY}\b"),
    running(_SELF, W.own_doing, r"\b[Ww]hen ", r"\s(?:visited|contacted|asked|spoke|met|approached|reached|interviewed|travell?ed)\b"),
    running(_SELF, W.told, r"\b[Aa]n? (?:team of )?", rf"\s{_WORKED}"),
    running(_SELF, W.told, r"(?:^|[\s(])(?:[Ss]everal |[Tt]wo |[Tt]hree )?", r"\s(?:reporters|journalists|correspondents|witnesses|photographers)\b"),
    running(_SELF, W.told, r"\b(?:told|tells|telling) ", _NO_AGENCY),
    running(_SELF, W.told, r"\b(?:obtained|seen|reviewed|viewed|verified|examined|analy[sz]ed|interviewed|compiled|polled|surveyed|contacted) by ", _NO_AGENCY),
    running(_SELF, W.told, r"\b(?:interview with|interview to|spoke (?:to|with)|speaking (?:to|with)|spoken (?:to|with)|statement to|comments? to|emailed|shared with) ", _NO_AGENCY),
    running(_SELF, W.told, r"", r"['\u2019]?s?\s(?:requests?|inquir(?:y|ies)|questions) for comment\b"),
    running(_SELF, W.told, r"\b(?:request|requests) for comment from ", r"(?![\w-])"),
    running(_SELF, W.told, r"\b[Aa]ccording to an? ", r"\s(?:calculations?|tall(?:y|ies)|count|review|analysis)\b"),
    running(_SELF, W.told, r"\b(?:sagte|sagten|erklärte|gegenüber|teilte)\s[^.\n]{0,40}?(?:der |dem )", r"(?![\w-])"),
    running(_SELF, W.told, r"\b(?:dijo|declaró|explicó|aseguró|afirmó|contó) a (?:la )?", r"(?![\w-])"),
    running(_SELF, W.told, r"\b(?:déclaré|dit|indiqué|expliqué|affirmé|confié|précisé) à ", r"(?![\w-])"),
    running(_SELF, W.told, r"\b(?:ha detto|ha dichiarato|ha spiegato|spiega|racconta) ", r"(?![\w-])"),
    running(_SELF, W.told, r"\b(?:disse|afirmou|declarou|contou) à ", r"(?![\w-])"),
    running(_SELF, W.told, r"\ba appris ", r"(?![\w-])"),
    # AA muhabirinin edindiği bilgiye göre: no other paper says so of its own reporter
    running(_SELF, W.own_doing, r"", r"\smuhabir(?:i|inin|ine|leri|lerinin)\b"),
    running(_SELF, W.told, r"", r"\s(?:has\s|have\s|also\s)?(?:confirmed|reviewed|obtained|verified|interviewed|examined|visited|analy[sz]ed)\b", use=Use.SHORT),
)

CITATIONS: Final = (
    running(_CITATION, W.citation, rf"\b[Aa]ccording to (?:(?:the |an? )?{_AGENCY} )?{THE}", r"(?!\s(?:calculations?|tall(?:y|ies)|count|review|analysis|poll|survey|data))"),
    running(_CITATION, W.citation, rf"\b{_AGENCY},? {THE}"),
    running(_CITATION, W.citation, r"", rf"\s{_AGENCY}\b(?:\s(?:reported|reports|said|says|quoted))?"),
    running(_CITATION, W.citation, r"", rf",?\s{_REPORTED}\b(?!\s(?:earlier|exclusively|last|on\b|in\b))"),
    running(_CITATION, W.citation, rf"\b(?:reported|quoted|cited|citing|quoting) (?:by |from |in )?{THE}"),
    running(_CITATION, W.citation, r"\b(?:[Ll]aut|[Ss]elon|[Ss]egún|[Ss]econdo|[Ss]egundo|[Vv]olgens|[Ee]nligt|[Ii]følge) (?:informó |der |die |de |la |l['\u2019]|a |o )?", r"(?![\w-])"),
    running(_CITATION, W.citation, r"", r"['\u2019](?:ın|in|un|ün|ya|ye|a|e|nın|nin)\s(?:haberine )?göre\b"),
)
# fmt: on
