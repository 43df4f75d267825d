"""Names that may mean one outlet: proposed with a reason, and never two papers that are two."""

from __future__ import annotations

from itertools import combinations

import pytest

from crawler.provenance.outlets.near_names import Named, Near, Why, near_names, why_near
from crawler.sightings.registries import load_registries

NEAR = {
    "article": ("The Gullhaven Tide", "Gullhaven Tide", Why.SPELT_ALIKE),
    "spaces": ("GullhavenTide", "Gullhaven Tide", Why.SPELT_ALIKE),
    "article stuck to it": ("TheGullhavenTide", "Gullhaven Tide", Why.SPELT_ALIKE),
    "accents and hyphens": ("Écho-du-Port", "Echo du Port", Why.SPELT_ALIKE),
    "domain": ("gullhaventide.com", "Gullhaven Tide", Why.DOMAIN),
    "domain with article": ("www.thehindu.com", "The Hindu", Why.DOMAIN),
    "domain of a country": ("gullhaventide.co.uk", "The Gullhaven Tide", Why.DOMAIN),
    "time stuck to it": ("Gullhaven Tide3 hours ago", "Gullhaven Tide", Why.RESIDUE),
    "time in words": ("Gullhaven Tide a few seconds ago", "Gullhaven Tide", Why.RESIDUE),
    "short time": ("Gullhaven Tide · 5h", "The Gullhaven Tide", Why.RESIDUE),
    "date stuck to it": ("Gullhaven Tide28-04-2025", "Gullhaven Tide", Why.RESIDUE),
    "clock": ("Gullhaven Tide 12:05 pm", "Gullhaven Tide", Why.RESIDUE),
    "singular": ("Time of India", "Times of India", Why.PLURAL),
    "letter left out": ("Hindustan Times", "Hindstan Times", Why.SLIP),
    "letters swapped": ("Gullhaven Tide", "Gullahven Tide", Why.SLIP),
    "other vowel": ("The Gullhaven Mercury", "Gullheven Mercury", Why.SLIP),
    "one long word": ("Moneycontrol", "Moneycontol", Why.SLIP),
}

APART = [
    ("Daily Mail", "Daily Mirror"),
    ("CNN", "CNBC"),
    ("News18", "News24"),
    ("News 18", "News"),
    ("France 24", "France 2"),
    ("ABC News", "NBC News"),
    ("ABC News", "CBS News"),
    ("BBC", "BBC Sport"),
    ("The Sun", "The Star"),
    ("Daily Star", "Daily Stat"),
    ("The Post", "The Host"),
    ("Express", "Expresso"),
    ("The Economist", "El Economista"),
    ("Republic", "Republica"),
    ("De Standaard", "Der Standard"),
    ("The Guardian", "La Guardia"),
    ("Irish Times", "Irish Examiner"),
    ("Kyiv Post", "Kyiv Independent"),
    ("The Herald", "The Herald Sun"),
    ("Sydney Morning Herald", "Morning Herald"),
    ("NDTV", "NDTV Profit"),
    ("ANI", "IANS"),
    ("PTI", "RTI"),
    ("The Hindu", "The Hindu BusinessLine"),
    ("Sky News", "Sky News Australia"),
    ("Channel 4 News", "Channel 9 News"),
    ("20 Minutes", "20 Minuten"),
    ("Politico", "Politica"),
    ("gulf.com", "Gulf News"),
]


@pytest.mark.parametrize(("a", "b", "why"), NEAR.values(), ids=NEAR.keys())
def test_near_names(a: str, b: str, why: Why) -> None:
    """Two spellings of one name are near, either way round, with the reason."""
    assert why_near(a, b) == why_near(b, a) == why
    assert near_names([Named("a", a, known=False), Named("b", b, known=True)]) == [Near("a", "b", b, why)]


@pytest.mark.parametrize(("a", "b"), APART, ids=" / ".join)
def test_names_apart(a: str, b: str) -> None:
    """Two papers whose names look alike are not near, not even as abbreviations."""
    assert why_near(a, b) is None
    assert near_names([Named("a", a, known=False), Named("b", b, known=False)]) == []


@pytest.mark.slow
def test_the_registry_has_hardly_a_false_friend() -> None:
    """Were all known names unknown, these pairs alone, of more than half a million, would be proposed wrongly."""
    entries = load_registries().outlets.by_key.values()
    strangers = [Named(entry.outlet.key, name, known=False) for entry in entries for name in entry.names]
    assert len(list(combinations(strangers, 2))) > 500_000
    assert [(near.key, near.other, near.why) for near in near_names(strangers)] == [
        ("business-day-south-africa", "the-hindu-businessline", Why.SLIP),  # BusinessLIVE, BusinessLine
        ("irish-independent", "the-independent", Why.DOMAIN),  # Independent.ie
        ("kna", "kuna", Why.ABBREVIATION),
        ("politico", "politico-europe", Why.DOMAIN),  # Politico.eu
    ]


def test_known_outlets_are_never_proposed_for_each_other() -> None:
    """Whom the table keeps apart stays apart."""
    names = [Named("a", "Gullhaven Tide", known=True), Named("b", "Gullhaven Tyde", known=True)]
    assert near_names(names) == []


def test_an_abbreviation_is_of_one_name_only() -> None:
    """Capitals are an outlet's first letters when no other outlet has the same ones."""
    tide, short = Named("t", "Gullhaven Daily Tide", known=False), Named("s", "GDT", known=False)
    assert near_names([tide, short]) == [Near("s", "t", tide.name, Why.ABBREVIATION)]
    assert near_names([tide, short, Named("g", "Great Dune Times", known=True)]) == []


def test_names_of_one_site_are_near() -> None:
    """Two names seen under addresses of one registered domain may be one outlet, however they are spelt."""
    names = [
        Named(key, name, known=False, sites=frozenset({"tide.example"}))
        for key, name in (("a", "Tide"), ("b", "Gezeiten"))
    ]
    assert near_names(names) == [Near("a", "b", "Gezeiten", Why.SAME_SITE)]
