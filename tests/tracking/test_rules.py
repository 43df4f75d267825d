"""The table of rules: whole, alive, in the docs, and with every number in the config."""

import ast
import random
from dataclasses import fields, replace

import pytest

from crawler.tracking import config as config_module
from crawler.tracking.config import TrackingConfig
from crawler.tracking.figures import FIGURES, Figures
from crawler.tracking.relation import Relation
from crawler.tracking.rules import COPY_OR_NOT, KINDS, SAME_WORDS
from crawler.tracking.verdict import judge, rules_asked
from tests import places
from tests.tracking.test_tracking import text as invented
from tests.tracking.write_rules import PAGE, page

CONFIG = TrackingConfig()
RULES = (*COPY_OR_NOT, *KINDS)
TRACKING = places.PROJECT / "crawler" / "tracking"

#: Numbers other than 0 and 1 that decide nothing, by file, with the reason; None stands for all of a file.
EXEMPT = {
    ("signatures.py", None): "constants of published hash functions, and how much is hashed at a time",
    ("compiled.py", None): "the same, compiled, and when compiling pays",
    ("version.py", None): "the version itself",
    ("editions.py", 24): "digits of a digest",
    ("editions.py", 2): "pairs",
    ("candidates.py", 2): "pairs",
    ("common_source.py", 2): "pairs",
    ("learned_boilerplate.py", 2): "pairs",
    ("merged.py", 2): "pairs",
    ("stories.py", 2): "pairs, of which a component of two has one",
    ("stories.py", 1e12): "a decision that two copies are none, which no likeness outweighs",
    ("typos.py", 16): "size of a cache, a power of two",
}


def numbers_in(source: str) -> set[float]:
    """The numbers that are spelled in some code, places in a tuple (`run[2]`) aside."""
    tree = ast.parse(source)
    places_in_tuples = {id(node.slice) for node in ast.walk(tree) if isinstance(node, ast.Subscript)}
    return {
        abs(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and id(node) not in places_in_tuples
    }


def test_no_number_that_decides_is_outside_the_config():
    """Whatever number appears in tracking is a field of TrackingConfig, or 0, or 1, or is exempt for a reason."""
    files = [path for path in TRACKING.glob("*.py") if path.name != "config.py"]
    found = {(path.name, number) for path in files for number in numbers_in(path.read_text("utf-8")) - {0, 1}}
    whole_files = {name for name, number in EXEMPT if number is None}
    inline = {(name, number) for name, number in found if name not in whole_files}
    assert inline - EXEMPT.keys() == set(), "move the number to TrackingConfig"
    assert EXEMPT.keys() - {(name, None) for name, _ in found} - inline == set(), "no longer needed"


@pytest.mark.parametrize(
    "code", ["x >= 7", "x[:7]", "range(7)", "min(x, 7)", "LIMIT = 7", "x < y * -7", "f(x, most=7)"]
)
def test_an_inline_number_is_seen(code):
    """Wherever it hides: in a comparison, a slice, a range, a call, a constant."""
    assert numbers_in(code) == {7}


def test_a_place_in_a_tuple_is_no_number():
    """Nor are truth values."""
    assert numbers_in("runs[2][3] if True else runs[0]") == set()


def test_rules_name_figures_and_numbers_that_exist():
    """Every rule has its own name and a sentence; what its conditions name is counted, described and configured."""
    assert len({rule.name for rule in (*RULES, SAME_WORDS)}) == len(RULES) + 1
    numbers = {field.name for field in fields(TrackingConfig)}
    for rule in RULES:
        assert rule.says.endswith("."), rule.name
        for threshold in rule.when:
            assert {threshold.figure, threshold.of or threshold.figure} <= FIGURES.keys()
            assert threshold.number is None or threshold.number in numbers
            assert threshold.number or threshold.of, rule.name


def test_only_the_last_rule_of_a_table_has_no_conditions():
    """So that some rule always decides, and every rule is asked of some pair."""
    for table in (COPY_OR_NOT, KINDS):
        assert [rule for rule in table if not rule.when] == [table[-1]]
        assert table[-1].outcome is not None
    assert all(rule.outcome is not None for rule in KINDS)


def some_figures(chance: random.Random) -> Figures:
    """Figures of a pair that need not exist; many are 0, as those of real pairs are: the last rules are met by little else."""
    whole = {name: chance.choice([0, 0, 0, 0, 0, 1, 2, 5, 12, 30, 60, 200]) for name in Figures.__slots__}
    shares = {
        name: chance.choice([0.0, 0.1, 0.35, 0.55, 0.72, 0.9, 1.0])
        for name in ("coverage_a", "coverage_b", "solid_share")
    }
    sizes = {name: chance.choice([30, 60, 200]) for name in ("length_a", "length_b", "words")}
    return Figures(**whole | shares | sizes)


@pytest.mark.slow
def test_every_rule_decides_some_pair():
    """No rule is shadowed by those before it; the same figures always come to the same end."""
    chance, deciding = random.Random(1), set()
    for _ in range(60_000):
        figures = some_figures(chance)
        deciding.add(next(rule.name for rule in COPY_OR_NOT if rule.applies(figures, CONFIG)))
        deciding.add(next(rule.name for rule in KINDS if rule.applies(figures, CONFIG)))
        assert judge(figures, CONFIG) == judge(replace(figures), CONFIG)
    assert deciding == {rule.name for rule in RULES}


def test_a_limit_is_on_the_side_that_its_name_says():
    """At the limit itself "at least" and "at most" hold, "under" and "over" do not."""
    long = next(threshold for threshold in KINDS[0].when)
    edge = Figures(**dict.fromkeys(Figures.__slots__, 0) | {"coverage_a": CONFIG.edited_coverage, "coverage_b": 1.0})
    assert long.holds(edge, CONFIG)
    assert not long.holds(replace(edge, coverage_a=CONFIG.edited_coverage - 0.01), CONFIG)
    (short,) = KINDS[2].when
    size = Figures(**dict.fromkeys(Figures.__slots__, 0) | {"length_a": 50, "length_b": 100})
    assert not short.holds(size, CONFIG)
    assert short.holds(replace(size, length_a=49), CONFIG)
    form, more = next(rule for rule in COPY_OR_NOT if rule.name == "form with other numbers").when
    numbers = replace(size, numbers_replaced=5, numbers_kept=5)
    assert (form.holds(numbers, CONFIG), more.holds(numbers, CONFIG)) == (True, False)


def test_the_rules_asked_end_with_the_one_that_decides():
    """A pair is shown the rules up to its verdict, and none that were not asked."""
    text = invented(1, 120)
    edited = [*text[:60], "entirely", "other", *text[62:]]
    asked = rules_asked(text, edited, CONFIG)
    assert [each.decided for each in asked if each.rule in COPY_OR_NOT].count(True) == 1
    assert (asked[-1].rule.outcome, asked[-1].decided) == (Relation.EDITED, True)
    assert [each.rule for each in asked] == [
        *COPY_OR_NOT[: [rule.name for rule in COPY_OR_NOT].index("long runs") + 1],
        KINDS[0],
    ]
    apart = rules_asked(text, invented(2, 120), CONFIG)
    assert [each.rule for each in apart] == [*COPY_OR_NOT]
    assert rules_asked(text, text, CONFIG)[-1].rule is SAME_WORDS


def test_the_page_of_rules_is_the_table():
    """docs/rules.md is written from the table and the config; `make rules` writes it again."""
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make rules`"


def test_every_number_has_a_meaning():
    """The page gives each field of the config with its comment."""
    text = page()
    for field in fields(config_module.TrackingConfig):
        (line,) = [line for line in text.splitlines() if line.startswith(f"| `{field.name}` |")]
        assert len(line.split("|")[3].strip()) > 0, field.name


def test_short_runs_ask_for_more_than_long_ones():
    """A config that would forgive short runs more numbers than long ones is refused."""
    with pytest.raises(ValueError, match="replaced_in_short_runs"):
        TrackingConfig(replaced_in_short_runs=0.5)
