"""Write `crawler/text/han_variants.txt` again: ``python -m tests.text.write_han FOLDER`` with the folder of OpenCC's dictionaries.

The characters' table is copied and not read from a library at run time: stored keys are made of folded words, and must not
change when a library does. OpenCC's data (Apache-2.0): https://github.com/BYVoid/OpenCC, `data/dictionary`.
"""

import sys
from pathlib import Path

TARGET = Path(__file__).parents[2] / "crawler" / "text" / "han_variants.txt"
HEAD = """\
# Chinese characters, and the simplified ones that stand for them: a line each of the former and of the latter, in pairs.
# Made of OpenCC 1.4.2 (TSCharacters.txt, TWVariants.txt, HKVariants.txt), Apache License 2.0, by tests/text/write_han.py.
"""


def main(folder: Path) -> None:
    """Compose the regional variants with the characters' simplified forms."""
    simplified = _pairs(folder / "TSCharacters.txt")
    regional = {
        variant: standard
        for name in ("TWVariants.txt", "HKVariants.txt")
        for standard, variant in _pairs(folder / name).items()
    }
    folded = {each: _end_of(each, regional, simplified) for each in sorted({*simplified, *regional})}
    kept = {each: other for each, other in folded.items() if each != other}
    TARGET.write_text(HEAD + "".join(kept) + "\n" + "".join(kept.values()) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(kept)} characters")


def _pairs(path: Path) -> dict[str, str]:
    """Return each character of a dictionary with the first that it may become."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return {key: values.split()[0] for key, values in lines if len(key) == len(values.split()[0]) == 1}


def _end_of(character: str, regional: dict[str, str], simplified: dict[str, str]) -> str:
    """Follow a character to its simplified form; a circle ends with the smallest of it."""
    seen = [character]
    while True:
        following = simplified.get(seen[-1], seen[-1])
        following = regional.get(following, following) if following == seen[-1] else following
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
