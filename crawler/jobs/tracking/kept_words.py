"""The words of texts that one tracking has read: signing, comparing and measuring ask for the same ones, and reading them again takes ten times as long."""

from __future__ import annotations

from hashlib import blake2b

from crawler.text.voice import VoicedWords
from crawler.text.words import join
from crawler.tracking.editions import wording_digest

_MOST = 100_000  # texts, some 3 kB each; later ones are not kept


class KeptWords:
    """Words by the text that they were read from, and by the digest of their wording."""

    def __init__(self) -> None:
        self._wording: dict[bytes, str] = {}  # by the digest of the text
        self._words: dict[str, tuple[str, bytes]] = {}  # by the digest of the wording: joined words, voices

    def of_text(self, text: str) -> VoicedWords | None:
        """Return the words of a text that was read before."""
        name = self._wording.get(name_of_text(text))
        return None if name is None else self.of_wording(name)

    def of_wording(self, name: str) -> VoicedWords | None:
        """Return the words with this digest."""
        kept = self._words.get(name)
        return None if kept is None else VoicedWords(kept[0].split(" ") if kept[0] else (), kept[1])

    def keep(self, name: bytes, words: VoicedWords) -> None:
        """Keep the words of a text with this name, unless there are enough."""
        if len(self._wording) < _MOST:
            wording = self._wording[name] = wording_digest(words)
            self._words[wording] = join(words), words.voices


def name_of_text(text: str) -> bytes:
    """Return 16 bytes that stand for a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
