"""Pages of invented outlets, as outlets make them: one article, its metadata, teasers and furniture around it."""

from __future__ import annotations

import json
from typing import Any

PARAGRAPHS = (
    "The harbour board of Oldhaven voted on Tuesday to dredge the northern channel for the first time since 1987, ending a dispute that had closed the outer berths to larger ferries for two winters.",
    "Work begins in March and will take eleven weeks, the board's secretary Ines Falk said. Two barges from Little Skerry have been hired, and the sand will be used to widen the town beach.",
    "Fishermen had asked for a pause during the herring season. The board agreed to stop the barges on weekend nights, but not to move the work to the autumn.",
    "The channel is expected to be four metres deeper when it opens again, enough for the new ferry that the island has ordered from a yard in Port Ellery.",
)
STANDFIRST = "After two winters without large ferries, the board has found money for eleven weeks of work."
TEASERS = "".join(
    f'<div class="teaser"><span>Sport</span><time>{n} hours ago</time><h3><a href="/sport/{n}">Rowing club wins race number {n} of the season</a></h3></div>'
    for n in range(2, 7)
)


def an_article(**changes: Any) -> dict[str, Any]:
    """JSON-LD of the article; *changes* replace any key, None takes it out."""
    declared = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Oldhaven to dredge its northern channel",
        "datePublished": "2026-11-20T09:41:07+01:00",
        "dateModified": "2026-11-20T11:02:00+01:00",
        "author": [{"@type": "Person", "name": "Mara Lindqvist"}, {"@type": "Person", "name": "Jon Abel"}],
        "publisher": {"@type": "Organization", "name": "Oldhaven Echo"},
        **changes,
    }
    return {key: value for key, value in declared.items() if value is not None}


def a_page(
    *,
    declared: Any = None,
    meta: dict[str, str] | None = None,
    headline: str = "Oldhaven to dredge its northern channel",
    standfirst: str = STANDFIRST,
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    above: str = "",
    below: str = TEASERS,
) -> str:
    """An outlet's page; *declared* is its JSON-LD (None: that of `an_article`, "" for none)."""
    script = an_article() if declared is None else declared
    ld = f'<script type="application/ld+json">{json.dumps(script)}</script>' if script else ""
    metas = {
        "og:site_name": "Oldhaven Echo",
        "og:title": f"{headline} | Oldhaven Echo",
        "og:description": standfirst,
        **(meta or {}),
    }
    tags = "".join(f'<meta property="{name}" content="{value}">' for name, value in metas.items() if value)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html><html><head><title>{headline} | Oldhaven Echo</title>{tags}{ld}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article class="story"><h1>{headline}</h1><p class="standfirst">{standfirst}</p>{above}
<div class="story-body">{body}</div></article>
<aside class="related"><h2>Related articles</h2>{below}</aside><footer>Oldhaven Echo, 4 Quay Lane</footer></body></html>"""
