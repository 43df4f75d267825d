"""Widget runs: the advertisements that Taboola, Outbrain and their like leave inside the text of an article.

    by Taboola by Taboola Sponsored Links Sponsored Links Promoted Links Promoted Links You May Like <ad> <advertiser> <call> Undo

Markers come single or doubled, ads alone or several in a row, "Undo" and the call to action may be missing. The markers are
words of the language too, so one alone counts only where a sentence has ended and the shape of an ad follows.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from crawler.text.cuts import Cut
from crawler.text.sentence_edges import begins_sentence, line_end, opens_sentence, resumes_at

_NETWORK = r"(?:by|By|from|Powered by|Recommended by|Ads by) (?:Taboola|Outbrain|Revcontent|MGID|Dianomi|Colombia)"
_MARKER = (
    rf"(?:{_NETWORK}|Sponsored Links?|Promoted Links?|(?:Sponsored|Promoted|Paid) (?:Content|Stories)"
    r"|You (?:May|Might)(?: Also)? Like|(?:From )?Around [Tt]he Web|More [Ff]rom [Tt]he Web)"
)
_RUN = regex.compile(rf"\b{_MARKER}(?:\s++{_MARKER})*+(?!\w)")
_ONE = regex.compile(_MARKER)
_NAMES_NETWORK = regex.compile(_NETWORK)
_UNDO = regex.compile(r"\bUndo\b(?=\s*+(?:$|[\p{Lu}\d\"'“‘(\[—-]))")
_CALL = regex.compile(
    r"\b(?:Shop|Buy|Book|Install|Apply|Play|Watch|Search|Order|Subscribe|Enroll|Register|Call|Download|Explore|Click|Try|Join|Donate|Get It)"
    r" (?:Now|Here)\b|\b(?:Learn|Read|See|Know|Find Out) More\b|\bGet (?:Offer|Quote|Started|Deal|Info)\b|\bSign Up\b|\bContact Us\b"
)
_SENTENCE = regex.compile(r"\w{2}[.]['\"’”)]? ++\p{Lu}")
# An ad is a headline of up to some twenty words, an advertiser and a call to action.
_AD_WORDS = 40
_AD_LENGTH = 320


def widget_cuts(text: str) -> Iterator[Cut]:
    """Yield one cut per run of widget markers and the ads that follow it."""
    runs = [match.span() for match in _RUN.finditer(text)]
    covered = 0
    for number, (start, end) in enumerate(runs):
        if start < covered:
            continue
        limit = runs[number + 1][0] if number + 1 < len(runs) else len(text)
        if (stop := _end_of_run(text, start, end, limit)) is not None:
            covered = stop
            yield Cut("ad-widget", start, stop, text[start:stop])


def _end_of_run(text: str, start: int, end: int, limit: int) -> int | None:
    """Return where the widget that opens with the markers start..end is over, or None where they are prose."""
    markers = _ONE.findall(text, start, end)
    certain = len(markers) >= 3 or len(set(markers)) < len(markers)
    at_edge = begins_sentence(text, start)
    ads_end = _end_of_ads(text, end, limit)
    if not certain:
        named = any(map(_NAMES_NETWORK.fullmatch, markers))
        alone_on_line = at_edge and end == line_end(text, end)
        if not at_edge or not (named or len(markers) > 1 or ads_end is not None or alone_on_line):
            return None
    if ads_end is not None:
        return ads_end
    return _end_by_shape(text, end, min(limit, line_end(text, end)))


def _end_of_ads(text: str, start: int, limit: int) -> int | None:
    """Return the end of the ads that end marks (Undo, a call to action) close, or None where there is none."""
    end = None
    position = start
    while (stop := _end_of_ad(text, position, limit, first=end is None)) is not None:
        end = position = stop
    return end


def _end_of_ad(text: str, start: int, limit: int, *, first: bool) -> int | None:
    window = min(limit, start + _AD_LENGTH)
    undo = _UNDO.search(text, start, window)
    call = _CALL.search(text, start, window)
    mark = undo or call
    if mark is None or len(text[start : mark.start()].split()) > _AD_WORDS:
        return None
    if undo is None and not first and not text[start : mark.start()].strip():
        return None
    if _SENTENCE.search(text, start, mark.start()) and (not first or undo is None):
        return None  # a sentence lies between: the mark is another ad's
    if undo is None and not _is_title_case(text[start : mark.start()]):
        return None
    return mark.end()


def _is_title_case(text: str) -> bool:
    words = [word for word in text.split() if word[0].isalpha() and len(word) > 3]
    return 2 * sum(word[0].isupper() for word in words) >= len(words)


def _end_by_shape(text: str, start: int, end: int) -> int:
    """Return where an ad without an end mark is over: where a sentence begins, else with the line if that is near."""
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    if begin == end:
        return start
    if opens_sentence(text, begin):
        return start
    resumed = resumes_at(text, begin)
    if resumed is not None and resumed < end:
        return resumed
    return end if end - start <= _AD_LENGTH else start
