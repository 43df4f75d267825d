"""The documentation as a site: it is built without a warning, its reference follows from the code, and what its guides say to type works."""

import ast
import importlib.util
import re
import shlex
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

import wiretrace as library
from crawler.settings import __file__ as settings_file
from crawler.sources.source import Source
from crawler.store.sql.views import VIEWS
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Relation
from tests import places
from tests.command import wiretrace as in_a_process
from tests.project import build_site

DOCS = places.DOCS
GUIDES = sorted([DOCS / "tutorial.md", *(DOCS / "howto").glob("*.md")])


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path):
    """Every link inside leads somewhere, every page is in the contents; nothing is loaded from elsewhere."""
    if importlib.util.find_spec("sphinx") is None:
        pytest.skip("Sphinx is not installed: make setup-docs")
    assert build_site.main(tmp_path / "site") == 0
    pages = sorted((tmp_path / "site" / "html").rglob("*.html"))
    assert len(pages) > 70
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=\"(?:https?:)?//[^\"]+\"", text), page


def test_the_reference_has_every_command_option_setting_and_name():
    """A command, an option, a setting, a variable or a public name that is added is in it."""
    pages = build_site.reference()
    for words, command in build_site.commands().items():
        assert f"## `wiretrace {' '.join(words)}`" in pages["help"]
        assert all(
            f"`{spelling}`" in pages["help"]
            for param in command.params
            for spelling in param.opts
            if spelling.startswith("-")
        )
    assert all(f"`{field.name}`" in pages["settings"] for field in fields(TrackingConfig))
    assert all(f"wiretrace.{name}\n" in pages["api"] for name in library.__all__)
    assert all(path.name in pages["schemas"] for path in (DOCS / "schemas").glob("*.json"))
    assert all(page.stem in pages["decisions"] for page in (DOCS / "decisions").glob("*.md"))
    assert all(f"`{name}`" in pages["environment"] for name in build_site.variables())


@pytest.mark.slow
def test_every_object_of_settings_is_in_the_reference():
    """A frozen class of numbers (…Rules, …Config, Limits, Retries) that is added has to be listed in `build_site.SETTINGS`."""
    listed = {kind.__name__ for kind in build_site.SETTINGS}
    found = set()
    for path in (places.PROJECT / "crawler").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {
            node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef) and re.fullmatch(r"[A-Z]\w*(?:Rules|Config)|Limits|Retries", node.name)
        }
    assert found <= listed


def test_every_field_of_the_config_says_what_it_is_for():
    """The comment behind it is its row in the reference."""
    table = build_site.reference()["settings"].split("\n## ")[1]
    assert [line for line in table.splitlines() if line.startswith("| `") and line.endswith("|  |")] == []


def test_every_variable_that_a_user_sets_is_explained():
    """On a page that somebody wrote, or, a setting of Scrapy, by the comment behind it, which is its row in the reference."""
    written = "\n".join(page.read_text(encoding="utf-8") for page in [*DOCS.glob("*.md"), places.PROJECT / "README.md"])
    settings = build_site.scrapy_settings()
    assert [name for name in build_site.variables() if name not in written and not settings.get(name)] == []
    assert [name for name, means in settings.items() if not means] == []


def test_every_view_is_on_the_page_of_sql_and_every_column_in_the_reference():
    """A view that is added is named for people; what a column means is the code's own description (`test_every_column_is_described`)."""
    written, reference = (DOCS / "sql.md").read_text(encoding="utf-8"), build_site.reference()["views"]
    assert [name for name in VIEWS if f"`{name}`" not in written.split("\n## ")[0]] == []
    rows = set(re.findall(r"^\| `(\w+)` \| (?=\S.* \|$)", reference, re.MULTILINE))
    assert {column for view in VIEWS.values() for column in view.columns} <= rows


@pytest.fixture(scope="module")
def toured(tmp_path_factory) -> Path:
    """A folder with the demo's store, as the tutorial begins."""
    folder = tmp_path_factory.mktemp("guides")
    done = in_a_process("demo", "--out", "tour", cwd=folder, timeout=400)
    assert done.code == 0, done.err
    return folder


def typed(page: Path) -> list[str]:
    """The lines that a guide says to type."""
    blocks = re.findall(r"^```console\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.slow
@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_what_a_guide_says_to_type_works(page, toured, wiretrace, monkeypatch):
    """Line by line, on the demo's store; nothing of it fails, and what asks for a text finds copies."""
    monkeypatch.setenv("WIRETRACE_STORE", "tour/demo.db")
    lines = typed(page)
    assert len(lines) >= 3
    for line in lines:
        words = shlex.split(line)
        if words[:2] == ["wiretrace", "demo"] or words[0] == "export":
            continue
        if words[0] != "wiretrace":
            subprocess.run(line, shell=True, cwd=toured, check=True)
            continue
        done = wiretrace(*words[1:], cwd=toured)
        assert done.code == 0, (line, done.err)
        if words[1] == "find":
            assert done.out.count("\n") > 1, line


def test_what_the_method_does_not_find_is_so_today():
    """Each limit of docs/method.md that can be asked of the program is asked: one that has been lifted makes this fail."""
    page = (DOCS / "method.md").read_text(encoding="utf-8").partition("## What it does not find")[2]
    assert "Texts under twenty words" in page
    assert TrackingConfig().min_words == 20
    settings = Path(settings_file).read_text(encoding="utf-8")
    assert "waits five seconds at most" in page
    assert "METAREFRESH_ENABLED = True" in settings
    assert "METAREFRESH_MAXDELAY = 5 " in settings
    assert "No cookie is kept unless the source says `cookies = true`" in page
    assert "COOKIES_ENABLED = False" in settings
    assert Source(name="x", urls=("https://x.example/",)).cookies is False


def test_rewriting_is_out_of_sight_and_chinese_characters_are_not():
    """A paraphrase is unrelated; the same text in traditional and in simplified characters is one text."""
    said = "The town of Lower Venn voted on Friday to keep its clock thirteen minutes fast, because trains leave by it and bread is baked by it every morning."
    other = "Residents decided last week that their timepiece, ahead of everyone else by almost a quarter of an hour, may stay wrong, since bakers and railwaymen rely upon it daily."
    assert library.compare(said, other).relation is Relation.UNRELATED
    simplified = "下文镇的居民周五投票决定，让镇上的大钟继续快十三分钟，因为火车按照它发车，面包师也按照它每天早上烤面包，没有人愿意改变这个习惯。"
    traditional = "下文鎮的居民週五投票決定，讓鎮上的大鐘繼續快十三分鐘，因為火車按照它發車，麵包師也按照它每天早上烤麵包，沒有人願意改變這個習慣。"
    assert library.compare(simplified, traditional).relation is Relation.VERBATIM
