"""An agency's day with a correction and a kill, as files: its feed in two formats, and what outlets ran of it, seen at known times."""

from __future__ import annotations

import json
from pathlib import Path
from xml.sax.saxutils import escape

from tests import places

AGENCY = "Harbour News Agency"
REGISTRY = places.FIXTURES / "wirefeeds" / "registry.toml"
DAY = "2026-11-21T"
FARES, NIGHT = "urn:hna.example:20261121:fares", "urn:hna.example:20261121:night"
LEAD = (
    "OLDHAVEN, Nov 21 (HNA) - A single ticket on the Little Skerry ferry will cost {fare} crowns from Monday, harbour master "
    "Ines {name} said on Saturday, and dogs will travel free until the end of the winter."
)
SECOND = (
    "Two boats were painted over the summer and passed their trials last week. The third waits for a pump that was ordered in "
    "March and has been seen, the office said, in a warehouse in Marrowby."
)
THIRD = (
    "Anglers may take the first boat at five in the morning if they clean their boots, which nobody is known to have done since "
    "the rule was written in 1974."
)
NIGHT_TEXT = (
    "OLDHAVEN, Nov 21 (HNA) - The night boat to Little Skerry will stop on Monday after the company that runs it lost its licence, "
    "a harbour official said on Saturday.\nSome two hundred people take the last boat home in winter, most of them nurses and bakers. "
    "The company said that it would appeal, and that its crews had been told to look for other work."
)
NOTE = "CORRECTS single fare to four crowns, not three, and spelling of Calloway, in first paragraph."
KILL = "KILL: the licence was renewed. Take down all versions."


def fares(*, right: bool, longer: bool = False) -> str:
    """Return the story of the fares with the wrong or the right words in its lead."""
    lead = LEAD.format(fare="four" if right else "three", name="Calloway" if right else "Callaway")
    return "\n".join((lead, SECOND, THIRD) if longer else (lead, SECOND))


#: guid, version, released, status, headline, note, text
ITEMS = (
    (FARES, 1, "08:00", "usable", "Ferry fares rise on Monday", None, fares(right=False)),
    (FARES, 2, "09:00", "usable", "Ferry fares rise on Monday", "Adds rule for anglers", fares(right=False, longer=True)),
    (FARES, 3, "11:00", "usable", "Ferry fares rise on Monday", NOTE, fares(right=True, longer=True)),
    (NIGHT, 1, "08:30", "usable", "Night boat to stop on Monday", None, NIGHT_TEXT),
    (NIGHT, 2, "12:00", "canceled", "Night boat to stop on Monday", KILL, ""),
)  # fmt: skip


def as_ninjs() -> str:
    """Return the day as ninjs 1."""
    rows = [
        {
            "uri": guid, "type": "text", "version": str(version), "versioncreated": f"{DAY}{at}:00Z", "pubstatus": status,
            "headline": headline, "copyrightholder": AGENCY, **({"ednote": note} if note else {}),
            **({"body_text": text} if text else {}),
        }
        for guid, version, at, status, headline, note, text in ITEMS
    ]  # fmt: skip
    return json.dumps({"items": rows})


def as_newsml() -> str:
    """Return the day as NewsML-G2."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        + "".join(_news_item(*item) for item in ITEMS)
        + "</itemSet></newsMessage>"
    )


def _news_item(guid: str, version: int, at: str, status: str, headline: str, note: str | None, text: str) -> str:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line)
    body = f'<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>{paragraphs}</body></html></inlineXML></contentSet>'
    return (
        f'<newsItem guid="{guid}" version="{version}"><itemMeta><itemClass qcode="ninat:text"/><provider literal="{AGENCY}"/>'
        f'<versionCreated>{DAY}{at}:00Z</versionCreated><pubStatus qcode="stat:{status}"/>'
        f"{f'<edNote>{escape(note)}</edNote>' if note else ''}</itemMeta><contentMeta><headline>{escape(headline)}</headline></contentMeta>"
        f"{body if text else ''}</newsItem>"
    )


def outlets() -> list[dict[str, str]]:
    """Return what outlets ran, as records of an import: when it was published, as they say, and when it was fetched."""
    plain, right = fares(right=False).replace("(HNA) - ", ""), fares(right=True, longer=True)
    return [
        _ran("echo-fares", "Oldhaven Echo", "Ferry to cost three crowns", fares(right=False), "08:20", "13:00"),
        _ran("star-fares-1", "Skerry Star", "Dearer ferry", fares(right=False), "08:40", "10:00", page="star-fares"),
        _ran("star-fares-2", "Skerry Star", "Dearer ferry", right, "08:40", "12:30", page="star-fares"),
        _ran("ledger-fares", "Valley Ledger", "Boots and boats", f"{SECOND}\n{THIRD}", "09:30", "14:00"),
        _ran("mercury-fares", "Marrowby Mercury", "Fares up", plain, "09:00", "10:30"),
        _ran("gazette-fares", "Cliff Gazette", "Ferry fares rise", right, "11:20", "15:00"),
        _ran("tribune-fares", "Tilling Tribune", "Ferry fares", plain.replace("three crowns", "four crowns"), "09:10", "15:10"),
        _ran("star-night", "Skerry Star", "Night boat stops", NIGHT_TEXT, "09:05", "13:00"),
        _ran("echo-night", "Oldhaven Echo", "No more night boat", NIGHT_TEXT, "09:00", "10:00"),
        _ran("echo-night-now", "Oldhaven Echo", "Article removed", "Article removed\nThe agency that supplied this article has taken it back. Its licence, we are told, was renewed all the time.", "09:00", "13:30", page="echo-night"),
        _ran("mercury-night", "Marrowby Mercury", "Night boat", NIGHT_TEXT, "09:15", "10:30"),
    ]  # fmt: skip


def _ran(
    name: str, outlet: str, title: str, text: str, published: str, fetched: str, *, page: str = ""
) -> dict[str, str]:
    slug = outlet.lower().replace(" ", "-")
    return {
        "id": name, "outlet": outlet, "title": title, "text": text, "time": f"{DAY}{published}:00Z", "fetched_at": f"{DAY}{fetched}:00Z",
        "url": f"https://{slug}.example/{page or name}",
    }  # fmt: skip


def write(folder: Path, feed: str) -> tuple[Path, Path]:
    """Write the feed in one format and the outlets' records below *folder*."""
    wire = folder / ("feed.json" if feed == "ninjs" else "feed.xml")
    wire.write_text(as_ninjs() if feed == "ninjs" else as_newsml(), encoding="utf-8")
    ran = folder / "outlets.jsonl"
    ran.write_text("".join(json.dumps(each) + "\n" for each in outlets()), encoding="utf-8")
    return wire, ran
