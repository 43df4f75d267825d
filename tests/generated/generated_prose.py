"""Invented prose for generated pages: sentences from a small grammar, outlets, times and furniture, all from one seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

PLACES = (
    "Marlow Quay",
    "Tessin",
    "Port Haverley",
    "Ostrava Bay",
    "Kellbridge",
    "Nordhaven",
    "Sant Oriol",
    "Brackwater",
)
PEOPLE = ("Ada Fenwick", "Jonas Brel", "Mirela Costa", "Tom Okafor", "Priya Nandan", "Ivo Lindqvist", "Rosa Tennant")
POSTS = ("mayor", "harbour master", "head keeper", "tram inspector", "choir leader", "chief baker", "museum director")
BODIES = ("the town council", "the ferry company", "the beekeepers' guild", "the tram authority", "the orchard trust")
THINGS = (
    "lighthouse",
    "night tram",
    "cheese fair",
    "rowing club",
    "swing bridge",
    "seed library",
    "brass band",
    "old mill",
)
ACTS = ("reopened", "delayed", "extended", "repainted", "moved", "inspected", "celebrated", "renamed")
WHYS = (
    "after the spring tide damaged its northern wall",
    "because visitors had doubled since the summer",
    "despite a shortage of oak and willing carpenters",
    "so that schoolchildren could reach it by boat",
    "while the council looked for another 40,000 crowns",
    "following a petition signed by 2,300 residents",
)
ENDS = (
    "on Monday",
    "last week",
    "before the first frost",
    "in early May",
    "at noon",
    "by the end of the year",
    "on Saturday night",
)
# Words of widgets in the mouths of people: these sentences have to survive.
REAL = (
    "If you liked the old ferry, you may like the new one even better, {person} said.",
    "The hall hosts live events every Friday, and {body} wants more of them.",
    "Live events return to {place} in June, organisers said.",
    "You may like the view, but not the stairs, the {post} told visitors.",
    "{person} said readers could sign up for the choir at the town hall.",
    "The newsletter of {body} printed 900 copies and a correction.",
    "Nobody had sponsored links between the two islands before, {person} noted.",
    "The app that {body} ordered would not undo a booking once it was made.",
    "The rules, she said, promoted links with the mainland rather than quarrels.",
    "Visitors could read more about the {thing} on a brass plate by the door.",
)
OUTLETS = (
    "Harbour Gazette", "The Kellbridge Post", "Tessin Today", "Morning Pilot", "North Coast Tribune", "Daily Anchor", "iBeacon",
    "The Orchard Times", "Island Standard", "Radio Brackwater", "Quay & Sons Weekly", "Tram!", "Bay Observer", "Evening Ferry",
)  # fmt: skip
TIMES = (
    "a few seconds ago", "a minute ago", "17 minutes ago", "41 minutes ago", "an hour ago", "2 hours ago", "20 hours ago",
    "a day ago", "3 days ago", "28-04-2025", "05-11-2026",
)  # fmt: skip
MISSPELT = {
    "The Kellbridge Post": "Kelbridge Post",
    "North Coast Tribune": "North Coast Tribun",
    "The Orchard Times": "Orchard Time",
}
ADS = (
    "Wool Socks That Outlast Three Winters Nettle & Daughters", "Up To 60% Off Lanterns For Every Porch LampLand",
    "Seniors In Tessin Are Switching To This Kettle KettleClub", "These rain boots are selling out fast in your town Puddle | Search Ads",
)  # fmt: skip
CALLS = ("Shop Now", "Learn More", "Read More", "Book Now")
TOPICS = ("Beekeeping", "Harbours", "Brass bands", "Cheese", "E-ferries", "Old mills")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph as printed, and what is left of it when its furniture is cut."""

    raw: str
    clean: str


def sentence(random: Random) -> str:
    """Return one sentence of the grammar, seven times in eight an ordinary one."""
    slots = {"place": random.choice(PLACES), "person": random.choice(PEOPLE), "post": random.choice(POSTS)}
    slots |= {"body": random.choice(BODIES), "thing": random.choice(THINGS)}
    if random.random() < 0.125:
        text = random.choice(REAL).format(**slots)
    else:
        act, why, end = random.choice(ACTS), random.choice(WHYS), random.choice(ENDS)
        text = random.choice((
            f"The {slots['thing']} in {slots['place']} was {act} {end} {why}.",
            f"{slots['person']}, the {slots['post']} of {slots['place']}, said {slots['body']} had {act} the {slots['thing']} {why}.",
            f'"We never thought the {slots["thing"]} would be {act} {end}," {slots["person"]} said {why}.',
            f"Officials in {slots['place']} counted {random.randint(3, 990)} visitors {end}, {random.randint(2, 40)} percent more than a year ago.",
            f"In {slots['place']}, {slots['body']} {act} its {slots['thing']} {end} {why}.",
            f"But {slots['person']} warned that the {slots['thing']} could not be {act} again {end}.",
        ))  # fmt: skip
    return text[0].upper() + text[1:]


def headline(random: Random) -> str:
    """Return a headline, now and then one with a colon, a question or a quotation."""
    place, thing, act = random.choice(PLACES), random.choice(THINGS), random.choice(ACTS)
    number = random.randint(2, 900)
    return random.choice((
        f"{place} {thing} {act} after {number} years", f"Why {place} wants its {thing} {act}: what does that mean?",
        f"'Never again': {random.choice(PEOPLE)} on the {thing} of {place}", f"{number} keep watch as {thing} is {act} in {place}",
        f"{random.choice(PEOPLE)} and the {thing} that nobody {act}",
    ))  # fmt: skip


def furniture(random: Random, *, tail: bool) -> str:
    """Return a run of furniture as it is found between two sentences, or at the tail of a body."""
    kind = random.randrange(8 if tail else 7)
    if kind <= 3 or kind == 7:
        twice = 2 if random.random() < 0.6 else 1
        markers = [m for m in ("by Taboola", "Sponsored Links", "Promoted Links") for _ in range(twice)]
        if random.random() < 0.85:
            markers.append("You May Like")
        count = 1 if random.random() < 0.7 else 3
        ads = [f"{ad} {random.choice(CALLS)} Undo" for ad in random.sample(ADS, count)]
        if kind == 7:
            ads = [random.choice(ADS[:3])]
        return " ".join((*markers, *ads))
    if kind == 4:
        return "Live Events"
    if kind == 5:
        topics = random.sample(TOPICS, random.randint(2, 6))
        return " ".join(
            ("Discover the stories of your interest", *(f"{t} {random.randint(2, 12)} Stories" for t in topics))
        )
    return "(This story has not been edited by our staff and is published from a syndicated feed.)"


def paragraph(random: Random, sentences: int, *, furnished: bool = False) -> Text:
    """Return a paragraph of *sentences* sentences, with one to three pieces of furniture if *furnished*."""
    clean = [sentence(random) for _ in range(sentences)]
    raw = list(clean)
    for _ in range(random.randint(1, 3) if furnished else 0):
        place = random.randint(1, len(raw))
        raw.insert(place, furniture(random, tail=place == len(raw)))
    return Text(" ".join(raw), " ".join(clean))
