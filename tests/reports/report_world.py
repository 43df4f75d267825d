"""A made-up week of news for the report's tests: seven wire stories, fourteen outlets, every relation, every credit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from crawler.findings.counting import RunFacts
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.provenance.wires.attribution import Attribution, Evidence, EvidenceKind
from crawler.reports.inputs import ReportInput
from crawler.sightings.record import Copy, Role, Sighting
from crawler.text.cuts import Cut
from crawler.tracking.relation import Link, Relation, Story
from tests.factories import NOON, a_copy, a_link, a_report_input, a_sighting, a_story, at, credited, inferred, sha

BELL = (
    (
        "The bell of the drowned church at Merrow Sands rang on Thursday for the first time in 141 years, after divers "
        "raised it from eleven metres of water and a local cabinet maker built it a new oak frame."
    ),
    (
        "Some 2,300 people stood along the sea wall at low tide to hear it. The harbour master, Ottoline Pryce, struck it "
        "once at 12.04 p.m. and then, she said, forgot how to count and struck it nine times more."
    ),
    (
        "The bell weighs 412 kilograms and was cast in 1688 by a founder in Lower Tarn whose name has been worn away by "
        "sand. It went down with the tower in the storm of February 1885, when the parish lost its church, its school and "
        "most of a cheese market in a single night."
    ),
    (
        "Divers from the Skerry Marine Institute found it in June while they were counting lobsters. It lay mouth down in "
        "the silt with a family of conger eels inside. The eels were moved to a culvert, where they are said to be "
        "comfortable, and the lifting was put off for six weeks until the young ones had left."
    ),
    (
        "Metal specialists took the crust off with soft brushes and rain water. \u201cYou could hear it was sound before "
        "you could see it was a bell,\u201d said Ilse Marchetti, who led the work. She put the cost at 86,000 crowns, a "
        "third of which came from children who sold postcards of the eels."
    ),
    (
        "The council has organised a competition for a permanent place. The favourite is a wooden frame at the end of the "
        "pier, where the bell would be rung by the tide. Fishermen have asked that it be muffled between midnight and "
        "five per cent of the year, which the council believes is a misprint."
    ),
)
TRAM = (
    (
        "KESTEVEN (AP) \u2014 A tram that lost its driver at a bakery carried 31 passengers through six stops on Tuesday "
        "and braked by itself at the terminus, the city\u2019s transport office said."
    ),
    (
        "Nobody was hurt. The driver, who had stepped out to clear a fallen branch, followed on a borrowed bicycle and "
        "arrived four minutes later with the passengers\u2019 bread."
    ),
    (
        "An automatic brake added in 2019 slows any tram that passes a signal without a hand on the lever. Engineers said "
        "it worked as designed, although the design had assumed a much shorter line."
    ),
    (
        "Passengers said they noticed nothing until the doors stayed shut at Mill Street. \u201cWe assumed he was in a "
        "hurry,\u201d said Bertrand Osei, 58, who used the time to finish a crossword."
    ),
    "The office has ordered a second bell, a louder one, and has asked the parks department to look at the trees.",
)
CHEESE = (
    (
        "A goat\u2019s cheese wrapped in seaweed won the great prize at the Lower Tarn fair on Saturday, the first time in "
        "the fair\u2019s 212 years that the winner came from an island."
    ),
    (
        "Its maker, Fenna Ruud of Little Skerry, keeps 38 goats and rows the cheese to market herself. The judges praised a "
        "\u201clong, salt, unhurried finish\u201d and asked for a second plate."
    ),
    (
        "The prize is a copper kettle and the right to open next year\u2019s fair. Sales of seaweed on the mainland rose "
        "fourfold by evening, according to the fair\u2019s secretary."
    ),
    (
        "Second place went to a blue from the Abbot\u2019s Dairy, which has won eleven times. Its cellar master said he was "
        "delighted for the goats."
    ),
)
LIGHT = (
    (
        "OLDHAVEN (Reuters) - The keeper of the Gannet Rock lighthouse will share this year\u2019s Prize for Patience with "
        "the algae scientist who borrowed his lamp, the prize committee said on Wednesday."
    ),
    (
        "Jonas Tolliver, 71, has kept the light for 44 years. Dr Amaranta Quill asked in 2021 whether she might hang "
        "sampling plates from the gallery rail and stayed for five winters."
    ),
    (
        "Their record of what grows on a lit wall is the longest of its kind. It shows that two common algae moved north "
        "by 90 kilometres in the time it took the committee to answer the nomination letter."
    ),
    "The prize is worth 40,000 crowns, paid in forty yearly parts.",
)
BEES = (
    (
        "El ayuntamiento de Puerto Sereno ha contratado a 60.000 abejas para su jard\u00edn bot\u00e1nico, bajo la "
        "direcci\u00f3n de una apicultora de 24 a\u00f1os."
    ),
    (
        "\u201cNo piden vacaciones\u201d, dijo la alcaldesa el lunes, mientras las colmenas llegaban en tres carros tirados "
        "por bicicletas. El jard\u00edn espera duplicar su cosecha de almendras en dos a\u00f1os."
    ),
    (
        "Los vecinos recibir\u00e1n un frasco de miel por familia cada oto\u00f1o, salvo los que se quejaron, que "
        "recibir\u00e1n dos."
    ),
)
CAT = (
    (
        "LOWER TARN, Nov 20 (PTI) A museum\u2019s missing silver spoon was recovered on Friday from the basket of the "
        "museum\u2019s cat, ending an inquiry that had questioned 14 people and one jackdaw."
    ),
    (
        "The cat, Inspector, had been present at every interview. The curator said the basket was the only place nobody "
        "had thought to search, because it was occupied."
    ),
    "The spoon will go back on show on Sunday in a heavier case. The cat has been offered a wooden one.",
)
WEATHER = (
    "Rain will reach the western islands by {a} and the mainland by {b}, the weather office said. Winds of {c} "
    "kilometres an hour are expected at Gannet Rock. Highs of {d} degrees at Oldhaven. Ferries are expected to run."
)
WIDGET = (
    "Live Events You Can Configure Your Tax Deductible Shed Now Undo Discover the stories of your interest Garden "
    "sheds nobody wants Sponsored Links by Widgetry"
)
ALSO = "Also read: Ten harbours you will not believe are harbours"
OUTLETS = {
    "oldhaven-echo": "Oldhaven Echo", "kesteven-courier": "Kesteven Courier", "harbour-post": "The Harbour Post",
    "tarn-gazette": "Tarn Gazette", "skerry-times": "Skerry Times", "morning-ledger": "Morning Ledger",
    "northern-standard": "Northern Standard", "pier-and-tide": "Pier & Tide", "la-marea": "La Marea",
    "evening-bell": "The Evening Bell", "islands-today": "Islands Today", "city-lantern": "City Lantern",
    "weekly-anchor": "The Weekly Anchor", "reuters": "Reuters",
}  # fmt: skip
AMERICAN = str.maketrans({"\u201c": "'", "\u201d": "'", "\u2019": "'"})


class World:
    """Collects copies and their sightings as a test world is told."""

    def __init__(self) -> None:
        self.copies: list[Copy] = []
        self.sightings: list[Sighting] = []

    def ran(
        self,
        outlet_key: str,
        headline: str,
        text: str,
        when: Interval | None,
        *,
        wire: Attribution | None = None,
        inherits: Attribution | None = None,
        removed: tuple[Cut, ...] = (),
        times: int = 1,
        printed: str | None = "41 minutes ago",
    ) -> Copy:
        """Add one outlet's copy, seen on as many aggregator pages as *times* says."""
        key = sha("copy", outlet_key, headline, text)
        outlet = OUTLETS.get(outlet_key)
        seen = [
            a_sighting(
                id=sha("sighting", key, str(index)),
                capture=sha("capture", key, str(index)),
                role=Role.RELATED,
                position=index,
                headline=headline,
                text=text,
                copy=key,
                removed=removed,
                outlet=outlet,
                outlet_printed=outlet,
                outlet_key=outlet_key,
                outlet_known=outlet is not None,
                time_printed=printed,
                published=when,
                page_url=f"http://www.daily8.example/en/article/{sha('page', key, str(index))[:32]}",
                fetched_at=(when.latest if when else NOON) + timedelta(minutes=41 + 30 * index) if printed else None,
            )
            for index in range(times)
        ]
        copy = a_copy(
            key=key,
            outlet=outlet,
            outlet_key=outlet_key,
            headline=headline,
            text=text,
            sightings=tuple(each.id for each in seen),
            published=when,
            first_fetched_at=seen[0].fetched_at,
            last_fetched_at=seen[-1].fetched_at,
            urls=(f"https://www.{outlet_key}.example/2026/11/{sha(key)[:8]}",) if outlet_key else (),
            relays=("Daily8",),
            attribution=wire or Attribution(),
            story_attribution=inherits or Attribution(),
        )
        self.copies.append(copy)
        self.sightings.extend(seen)
        return copy


def a_world() -> ReportInput:
    """Return the whole made-up week as one report's input."""
    world = World()
    stories = [_bell(world), _tram(world), _cheese(world), _light(world), _bees(world), _cat(world), _versions(world)]
    links = _links(world, stories) + _own_news(world)
    return a_report_input(
        title="The week at the harbour",
        copies=tuple(world.copies),
        sightings=tuple(world.sightings),
        stories=tuple(stories),
        links=tuple(links),
        facts=RunFacts(
            requests_seen=61,
            stored=52,
            refused={"robots-disallowed": 3, "private-address": 1},
            failed={"http-404": 2, "timeout": 1},
            pending=2,
            pages=47,
            blocks=len(world.sightings),
            unreadable={"no-known-layout": 1},
            imported=4,
        ),
    )


def _text(paragraphs: tuple[str, ...]) -> str:
    return "\n".join(paragraphs)


def _bell(world: World) -> Story:
    afp = credited("AFP", "(c) AFP/Merrow", EvidenceKind.CREDIT)
    by_afp = credited("AFP", "By AFP", EvidenceKind.BYLINE)
    sibling = inferred("AFP", "(c) AFP/Merrow")
    american = _text(BELL).translate(AMERICAN)
    for british, localized in (
        ("metres", "meters"),
        ("organised", "organized"),
        ("favourite", "favorite"),
        ("harbour", "harbor"),
        ("five per cent", "5 percent"),
    ):
        american = american.replace(british, localized)
    reworded = (
        _text(BELL[:5])
        .replace("stood along the sea wall at low tide to hear it", "gathered on the sea wall to listen")
        .replace("forgot how to count and struck it nine times more", "lost count")
        .replace("86,000", "almost 90,000")
    )
    local = "Kesteven lost a bell in the same storm. The city museum said on Friday that it would lend its own divers if lobsters were to be counted again, and that it bore no grudge about the eels."
    moved = _text((BELL[0], BELL[4], BELL[1], BELL[2]))
    roundup = (
        "From the coast this week: a ferry was painted, a mayor was not. "
        + BELL[0]
        + " Elsewhere, a goat was seen on the pier and described as polite."
    )
    ran = world.ran
    return a_story(
        ran("harbour-post", "Drowned church bell rings again after 141 years", _text(BELL), at(0, wide=1), wire=afp, times=3),
        ran("oldhaven-echo", "Bell of Merrow Sands rings for first time since 1885", _text(BELL), at(14, wide=1), inherits=sibling, removed=(Cut("taboola-widget", 0, len(WIDGET), WIDGET),)),
        ran("morning-ledger", "Drowned church bell rings again after 141 years", american, at(22, wide=60), wire=by_afp, times=2, printed="2 hours ago"),
        ran("skerry-times", "Eels out, bell in: Merrow Sands hears its church again", reworded, at(51, wide=1), inherits=sibling),
        ran("kesteven-courier", "A bell comes home", _text((*BELL[:4], local)), at(75, wide=45.5, source=TimeSource.RELATIVE), wire=by_afp, printed="an hour ago"),
        ran("northern-standard", "Drowned bell rings again", _text(BELL[:2]), at(128, wide=1), wire=afp),
        ran("pier-and-tide", "Bell raised by lobster counters rings at last", moved, at(190, wide=60), inherits=sibling, removed=(Cut("also-read", 0, len(ALSO), ALSO),), printed="3 hours ago"),
        ran("islands-today", "Drowned church bell rings again after 141 years", _text(BELL[:4]), at(251, wide=0, source=TimeSource.METADATA), wire=credited("AFP", "author: AFP", EvidenceKind.METADATA), printed=None),
        ran("city-lantern", "The week in brief", roundup, None, inherits=sibling, printed="a day ago"),
        ran("", "Drowned church bell rings again", _text(BELL[:3]), at(310, wide=60), inherits=sibling, printed="5 hours ago"),
        key="bell",
    )  # fmt: skip


def _tram(world: World) -> Story:
    ap = credited("Associated Press", "KESTEVEN (AP) \u2014", EvidenceKind.DATELINE)
    emptied = _text(TRAM).replace("KESTEVEN (AP) \u2014 ", "KESTEVEN () \u2014 ")
    return a_story(
        world.ran("kesteven-courier", "Driverless tram makes all its stops", _text(TRAM), at(-600, wide=60), wire=ap, printed="11 hours ago"),
        world.ran("morning-ledger", "Tram leaves driver at bakery, arrives on time", _text(TRAM[:4]), at(-570, wide=60), wire=ap, printed="10 hours ago"),
        world.ran("evening-bell", "Driverless tram makes all its stops", emptied, at(-555, wide=60), inherits=inferred("Associated Press", "KESTEVEN (AP) \u2014"), printed="10 hours ago"),
        world.ran("tarn-gazette", "Runaway tram stops by itself", _text((TRAM[0].replace("KESTEVEN (AP) \u2014 ", ""), TRAM[2], TRAM[1])), at(-300, wide=60), inherits=inferred("Associated Press", "KESTEVEN (AP) \u2014"), removed=(Cut("taboola-widget", 0, len(WIDGET), WIDGET),), printed="5 hours ago"),
        world.ran("harbour-post", "Tram 31, driver 0", _text((TRAM[0], BELL[0])), at(90, wide=1), wire=ap),
        key="tram",
    )  # fmt: skip


def _cheese(world: World) -> Story:
    sibling = inferred("UPI", "By UPI staff")
    return a_story(
        world.ran("tarn-gazette", "Seaweed cheese takes the kettle", _text(CHEESE), at(-1440, wide=1440, source=TimeSource.ABSOLUTE), wire=credited("UPI", "By UPI staff", EvidenceKind.BYLINE), printed="20-11-2026"),
        world.ran("skerry-times", "Our cheese wins", _text(CHEESE[:3]).replace("great prize", "highest prize").replace("38 goats", "39 goats"), at(-1500, wide=60), inherits=sibling, printed="a day ago"),
        world.ran("islands-today", "Island cheese wins at Lower Tarn", _text(CHEESE), at(-1380, wide=60), inherits=sibling, printed="a day ago"),
        world.ran("weekly-anchor", "Cheese of the week", _text(CHEESE[1:3]), None, inherits=sibling, printed="2 days ago"),
        key="cheese",
    )  # fmt: skip


def _light(world: World) -> Story:
    told = Attribution(
        "Reuters",
        EvidenceKind.SELF_REFERENCE,
        (
            Evidence("Reuters", EvidenceKind.SELF_REFERENCE, "told Reuters", 10, 22),
            Evidence("AFP", EvidenceKind.CITATION, "the AFP news agency reported", 40, 68),
        ),
    )
    return a_story(
        world.ran("reuters", "Lighthouse keeper and algae scientist share patience prize", _text(LIGHT), at(30, wide=0, source=TimeSource.METADATA), inherits=inferred("Reuters", "OLDHAVEN (Reuters) -"), printed=None),
        world.ran("oldhaven-echo", "Patience rewarded, slowly", _text(LIGHT[:3]).replace("OLDHAVEN (Reuters) - ", "OLDHAVEN, - ") + " \u201cI am in no hurry,\u201d Tolliver told Reuters.", at(61, wide=1), wire=told),
        world.ran("northern-standard", "Keeper of the light shares prize", _text(LIGHT), at(44, wide=1), wire=credited("Reuters", "OLDHAVEN (Reuters) -", EvidenceKind.DATELINE)),
        key="light",
    )  # fmt: skip


def _bees(world: World) -> Story:
    return a_story(
        world.ran("la-marea", "Puerto Sereno contrata a 60.000 abejas", _text(BEES), at(-240, wide=60), wire=credited("EFE", "(EFE)", EvidenceKind.CREDIT), printed="hace 4 horas"),
        world.ran("islands-today", "60.000 abejas municipales", _text(BEES[:2]), at(-200, wide=60), wire=credited("EFE", "(EFE)", EvidenceKind.CREDIT), printed="hace 3 horas"),
        key="bees",
    )  # fmt: skip


def _cat(world: World) -> Story:
    pti = credited("PTI", "LOWER TARN, Nov 20 (PTI)", EvidenceKind.DATELINE)
    return a_story(
        world.ran("tarn-gazette", "Cat had the spoon", _text(CAT), at(200, wide=1), wire=pti),
        world.ran("city-lantern", "Inspector solves own case", _text(CAT), at(200.5, wide=1), wire=credited("Reuters", "Source: Reuters", EvidenceKind.CREDIT)),
        key="cat",
    )  # fmt: skip


def _versions(world: World) -> Story:
    first = "The Harbour Post has counted the gulls on the fish market roof. There are 211 of them, and none would comment. A second count is planned for the spring, when the roof has been swept, and readers are asked to leave their sandwiches at home until then."
    return a_story(
        world.ran("harbour-post", "We counted the gulls", first, at(10, wide=1)),
        world.ran("harbour-post", "We counted the gulls again", first.replace("211", "214"), at(400, wide=1)),
        key="gulls",
    )


def _own_news(world: World) -> list[Link]:
    rain = world.ran(
        "oldhaven-echo", "Rain on Thursday", WEATHER.format(a="noon", b="evening", c=60, d=9), at(-900, wide=1)
    )
    more = world.ran("oldhaven-echo", "Rain on Friday", WEATHER.format(a="nine", b="noon", c=75, d=11), at(500, wide=1))
    quote = "\u201cYou could hear it was sound before you could see it was a bell,\u201d said Ilse Marchetti, who led the work."
    profile = world.ran(
        "weekly-anchor",
        "The woman who listens to metal",
        f"She keeps forty tuning forks in a drawer and lends none of them. {quote} Her neighbours say the kettle is always in tune.",
        at(900, wide=60),
    )
    world.ran(
        "evening-bell",
        "Council debates benches",
        "The council debated benches for three hours on Monday and adjourned for want of seats.",
        None,
        printed=None,
    )
    world.ran(
        "",
        "Goat described as polite",
        "A goat was seen on the pier on Sunday and has been described as polite.",
        at(700, wide=60),
    )
    post = next(copy for copy in world.copies if copy.outlet_key == "harbour-post")
    return [a_link(rain, more, Relation.TEMPLATE), a_link(profile, post, Relation.PASSAGE)]


def _links(world: World, stories: list[Story]) -> list[Link]:
    by_key = {copy.key: copy for copy in world.copies}
    return [
        a_link(by_key[key], by_key[story.fullest]) for story in stories for key in story.copies if key != story.fullest
    ]


HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "javascript:alert(1)", "</style><style>*{display:none}",
    "{{ 7*7 }}", "{% raw %}", "=HYPERLINK(\"http://evil.example\",\"x\")", "[x](javascript:alert(1))", "![x](http://evil.example/p.png)",
    "\u202egnp.exe", "a\x00b\x1b[31mred", "\ud800 lone surrogate", "| a | b |", "`code` **bold** <!-- -->", "&lt;b&gt; &amp;",
)  # fmt: skip


def a_hostile_world() -> ReportInput:
    """Return the world with hostile strings in every field that a page can fill."""
    world = a_world()
    evil = " ".join(HOSTILE)
    copies = [
        replace(
            copy,
            outlet=f"{copy.outlet} {evil}",
            headline=f"{evil} {copy.headline}",
            text=f"{evil} {copy.text}",
            urls=(
                "javascript:alert(1)",
                "data:text/html,<script>1</script>",
                "https://user@evil.example/",
                f"https://x.example/{evil}",
            ),
            external_id=evil,
            attribution=credited(f"Wire {evil}", evil) if copy.attribution.wire_service else copy.attribution,
        )
        for copy in world.copies
    ]
    sightings = [
        replace(
            each,
            outlet_printed=evil,
            time_printed=evil,
            page_url="javascript:alert(document.domain)",
            relay=evil,
            capture=evil,
            removed=(Cut(evil, 0, len(evil), evil),),
        )
        for each in world.sightings
    ]
    facts = replace(world.facts, refused={evil: 4}, unreadable={evil: 1})
    return a_report_input(
        title=evil, copies=copies, sightings=sightings, stories=world.stories, links=world.links, facts=facts
    )
