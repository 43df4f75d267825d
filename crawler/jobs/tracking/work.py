"""What tracking has other processes do: cut texts into lines, read and sign them, compare pairs, put wires' texts together again. Functions of their parts alone."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from crawler.jobs.tracking.excused import Excused
from crawler.jobs.tracking.kept_words import name_of_text
from crawler.pool.workers import Workers
from crawler.store.columns.kept_cuts import spelled
from crawler.store.index import IndexEntry
from crawler.store.learned_boilerplate import SegmentRow, segments_of
from crawler.store.statements import chunks
from crawler.text.segments import Masks, first_words_of, without_boilerplate
from crawler.text.voice import VoicedWords
from crawler.text.words import count_words
from crawler.tracking.compiled import Signer, signer_for
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import wording_digest
from crawler.tracking.fingerprints import passage_keys
from crawler.tracking.relation import Comparison
from crawler.tracking.rods.reconstruction import Publication, reconstruct
from crawler.tracking.rods.rod import SupportedSentence, text_of
from crawler.tracking.signatures import band_keys

NO_ROW = 0  # of a wording that the store has not got
_KEPT = 2_000  # texts of which a process keeps what it has made
_PAIRS = 200  # compared in one go
M = TypeVar("M", bound="Lines | Read | Made")
P = TypeVar("P")
K = TypeVar("K")
T = TypeVar("T")
Pair = tuple[str, str]
Places = Counter[str]  # errors of this program by where they came from
_words: dict[str, VoicedWords] = {}
_entries: dict[tuple[str, str], IndexEntry] = {}  # by the version of the configuration, too: keys follow from it


@dataclass(frozen=True, slots=True)
class Lines:
    """The segments of some copies' texts, in order, and the first word of each, by its digest."""

    rows: Sequence[SegmentRow]
    first_words: Mapping[int, str]
    places: Places


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of outlets (outlet's key, text) to read and sign without what is `known` of their boilerplate, for an index that gets *many* in all."""

    texts: Sequence[tuple[str, str]]
    known: Masks
    many: int
    config: TrackingConfig


@dataclass(frozen=True, slots=True)
class Read:
    """Texts without boilerplate, in order: their names, where it was cut, their words, the digests of these, and the entries of wordings for the index."""

    names: Sequence[bytes]
    cuts: Sequence[str]  # as `kept_cuts` spells them
    words: Sequence[VoicedWords]
    digests: Sequence[str]
    entries: Mapping[str, IndexEntry]
    places: Places


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of digests to compare, and the words of these."""

    pairs: Sequence[Pair]
    words: Mapping[str, VoicedWords]
    config: TrackingConfig


@dataclass(frozen=True, slots=True)
class Sources:
    """The publications of stories whose wire's text is to be put together again."""

    stories: Sequence[Sequence[Publication]]
    config: TrackingConfig


@dataclass(slots=True)
class Made:
    """What came of the parts of one kind, in order."""

    comparisons: list[Comparison] = field(default_factory=list)
    sentences: list[tuple[SupportedSentence, ...]] = field(
        default_factory=list
    )  # of each story; none where too few agree
    places: Places = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Work:
    """Who works for one tracking, by what configuration, and what went wrong."""

    config: TrackingConfig
    workers: Workers
    excused: Excused

    def each(self, work: Callable[[P], M], parts: Iterable[P]) -> Iterator[M]:
        """Give what *work* makes of each part, in order, and count what it met."""
        for made in self.workers.each(work, parts):
            self.excused.places += made.places
            yield made

    def compared(self, wanted: Mapping[Pair, tuple[VoicedWords, VoicedWords]]) -> Iterator[dict[Pair, Comparison]]:
        """Compare texts, given by pairs of digests, and give what came of some at a time."""
        sent: deque[Pairs] = deque()
        for made in self.each(compare_pairs, self._pairs(wanted, sent)):
            yield dict(zip(sent.popleft().pairs, made.comparisons, strict=True))

    def _pairs(self, wanted: Mapping[Pair, tuple[VoicedWords, VoicedWords]], sent: deque[Pairs]) -> Iterator[Pairs]:
        for some in chunks(list(wanted), _PAIRS):
            words = {digest: each for pair in some for digest, each in zip(pair, wanted[pair], strict=True)}
            sent.append(Pairs(some, words, self.config))
            yield sent[-1]


def cut_into_lines(texts: Mapping[int, str]) -> Lines:
    """Cut the texts of copies, by row, into their segments."""
    excused = Excused()
    rows = sorted(
        each for row, text in texts.items() for each in segments_of_text(row, text, excused)
    )  # as they are kept
    return Lines(rows, first_words_of({digest for digest, _, _ in rows}), excused.places)


def segments_of_text(row: int, text: str, excused: Excused) -> set[SegmentRow]:
    """Return the segments of a copy's text; none of one that meets an error of this program."""
    try:
        return segments_of(row, text)
    except Exception as error:  # noqa: BLE001  # a fault of ours: nothing is learned from this text
        excused.places.note(error)
        return set()


def read_and_sign(part: Texts) -> Read:
    """Read texts, and make the entries of their wordings."""
    excused = Excused()
    cleaned = [without_boilerplate(text, outlet_key, part.known) for outlet_key, text in part.texts]
    words = [excused.voiced(each.text) for each in cleaned]
    digests = [wording_digest(each) for each in words]
    signer = signer_for(part.many, part.config)
    by = part.config.version
    for digest, folded in zip(digests, words, strict=True):
        if (by, digest) not in _entries:
            _entries[by, digest] = _entry(folded, signer, part.config)
    entries = {digest: _entries[by, digest] for digest in digests}
    _forget(_entries)
    names, cuts = [name_of_text(each.text) for each in cleaned], [spelled(each.cuts) for each in cleaned]
    return Read(names, cuts, words, digests, entries, excused.places)


def compare_pairs(part: Pairs) -> Made:
    """Compare pairs of texts."""
    excused = Excused()
    texts = {digest: _words.pop(digest, words) for digest, words in part.words.items()}
    _words.update(texts)  # at the end: those asked for longest ago are in front
    made = [excused.compare(texts[a], texts[b], part.config) for a, b in part.pairs]
    _forget(_words)
    return Made(comparisons=made, places=excused.places)


def put_together(part: Sources) -> Made:
    """Put the texts of wires together again, each of its story's publications."""
    excused = Excused()
    return Made(sentences=[_sentences(each, part.config, excused) for each in part.stories], places=excused.places)


def _sentences(
    publications: Sequence[Publication], config: TrackingConfig, excused: Excused
) -> tuple[SupportedSentence, ...]:
    try:
        sentences = reconstruct(publications, config)
        return sentences if count_words(text_of(sentences)) >= config.min_words else ()
    except Exception as error:  # noqa: BLE001  # a fault of ours: the story is measured against its fullest copy
        excused.places.note(error)
        return ()


def _entry(folded: Sequence[str], signer: Signer, config: TrackingConfig) -> IndexEntry:
    if len(folded) < config.min_words:  # too little to accuse anyone with: signed, but under no key
        return IndexEntry(NO_ROW, b"", (), ())
    signature = signer(folded)
    bands = band_keys(signature, config.bands)
    return IndexEntry(NO_ROW, signature.astype("<u4").tobytes(), bands, passage_keys(folded, config))


def _forget(kept: dict[K, T]) -> None:
    for name in list(islice(kept, max(len(kept) - _KEPT, 0))):
        del kept[name]
