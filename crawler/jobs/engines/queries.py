"""The SQL of a batch, the same for every engine: which wordings share keys, by the rules of the store's index (`crawler.store.index`).

What a pair has to share is counted where it matters: of wordings that can meet in time, and of those far apart that share a
band. A key that too many have is out before anything is joined.
"""

from __future__ import annotations

from string import Template
from typing import Final

from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import COPY_RELATIONS

_COPIES: Final = ", ".join(f"'{relation.value}'" for relation in sorted(COPY_RELATIONS))
_MICROSECONDS: Final = 3_600_000_000  # an hour

#: Lines of copies with the part that their outlet is learned in.
LINES: Final = """
SELECT o.part, l.outlet, l.copy, l.digest, l.words
FROM lines l JOIN outlets o ON o.outlet = l.outlet
WHERE l.digest IS NOT NULL"""
OUTLETS: Final = """
SELECT outlet, (row_number() OVER (ORDER BY outlet)) % $parts AS part
FROM (SELECT DISTINCT outlet FROM articles WHERE learns) names"""
#: What an outlet repeats, less what others carry.
LEARNED: Final = """
SELECT r.outlet, r.digest, r.many
FROM repeated r
LEFT JOIN (
  SELECT DISTINCT r.outlet, r.digest
  FROM repeated r JOIN lines l ON l.digest = r.digest
  WHERE l.outlet <> r.outlet
) elsewhere ON elsewhere.outlet = r.outlet AND elsewhere.digest = r.digest
WHERE elsewhere.digest IS NULL"""
#: Learned lines with the parts of the articles that they may be cut from.
MASKS: Final = """
SELECT p.part, l.outlet, l.digest, l.many
FROM (SELECT DISTINCT part, outlet FROM articles) p JOIN learned l ON l.outlet = p.outlet"""
WORDINGS: Final = """
SELECT w.wording, w.digest, w.words, w.line, w.voices, w.signature, w.bands, w.passages
FROM worded w JOIN (SELECT MIN(copy) AS copy FROM worded GROUP BY wording) one ON one.copy = w.copy"""
COLLISIONS: Final = "SELECT wording FROM worded GROUP BY wording HAVING MIN(digest) <> MAX(digest)"
DATED: Final = """
SELECT ABS(w.wording % $parts) AS part, a.key, w.wording, w.words, a.earliest, a.latest
FROM worded w JOIN articles a ON a.copy = w.copy"""
BANDS: Final = "SELECT DISTINCT wording, key FROM (SELECT wording, $unnest(bands) AS key FROM wordings) keys"
PASSAGES: Final = "SELECT wording, key FROM (SELECT wording, $unnest(passages) AS key FROM wordings) keys"
#: How many wordings have a band, and the first of them by digest.
CROWDS: Final = "SELECT key, COUNT(*) AS size, MIN(wording) AS head FROM bands GROUP BY key HAVING COUNT(*) > 1"
#: Of each wording with keys: how many passages, from when to when its editions reach (null: any time), whether it is in a crowded band.
REACH: Final = """
SELECT k.wording, k.keys, t.begins, t.ends, c.wording IS NOT NULL AS crowded
FROM (SELECT wording, COUNT(*) AS keys FROM passages GROUP BY wording) k
JOIN (
  SELECT wording,
    CASE WHEN COUNT(begins) = COUNT(*) THEN MIN(begins) END AS begins,
    CASE WHEN COUNT(begins) = COUNT(*) THEN MAX(ends) END AS ends
  FROM editions GROUP BY wording
) t ON t.wording = k.wording
LEFT JOIN (
  SELECT DISTINCT b.wording FROM bands b JOIN crowds c ON c.key = b.key WHERE c.size > $crowded_band
) c ON c.wording = k.wording"""
RARE: Final = """
SELECT p.key, p.wording, r.begins, r.ends, r.crowded
FROM passages p
JOIN (SELECT key FROM passages GROUP BY key HAVING COUNT(*) BETWEEN 2 AND $common_key) k ON k.key = p.key
JOIN reach r ON r.wording = p.wording"""
BY_BANDS: Final = """
SELECT a, b, MAX(banded) AS banded, MAX(headed) AS headed
FROM (
  SELECT x.wording AS a, y.wording AS b, 1 AS banded, 0 AS headed
  FROM bands x
  JOIN crowds c ON c.key = x.key AND c.size <= $crowded_band
  JOIN bands y ON y.key = x.key AND x.wording < y.wording
  UNION ALL
  SELECT c.head AS a, y.wording AS b, 0 AS banded, 1 AS headed
  FROM crowds c JOIN bands y ON y.key = c.key AND c.head < y.wording
  WHERE c.size > $crowded_band
) pairs
GROUP BY a, b"""
#: How many passages pairs share that can meet in time, or are both in a crowded band: of one slice of the wordings.
COUNTED: Final = """
SELECT a, b, COUNT(*) AS common
FROM (
  SELECT x.wording AS a, y.wording AS b
  FROM rare x JOIN rare y ON y.key = x.key AND x.wording < y.wording
  WHERE ABS(x.wording % $slices) = $slice AND ($near OR (x.crowded AND y.crowded))
) shared
GROUP BY a, b
HAVING COUNT(*) >= $min_shared_passages"""
#: Pairs by bands that are left out there.
FAR: Final = """
SELECT p.a, p.b
FROM by_bands p JOIN reach x ON x.wording = p.a JOIN reach y ON y.wording = p.b
WHERE NOT ($near OR (x.crowded AND y.crowded))"""
#: Pairs that the index brings together, with what did.
REASONS: Final = """
WITH counts AS (
  $counted
  UNION ALL
  SELECT p.a, p.b, COUNT(*) AS common
  FROM far p JOIN rare x ON x.wording = p.a JOIN rare y ON y.wording = p.b AND y.key = x.key
  GROUP BY p.a, p.b
), shares AS (
  SELECT c.a, c.b, c.common, LEAST(x.keys, y.keys) AS smaller
  FROM counts c JOIN reach x ON x.wording = c.a JOIN reach y ON y.wording = c.b
)
SELECT a, b, MAX(banded) AS banded, MAX(headed) AS headed, MAX(common) AS common, MAX(smaller) AS smaller
FROM (
  SELECT a, b, 0 AS banded, 0 AS headed, common, smaller FROM shares
  WHERE common >= $min_shared_passages AND common >= $passage_share * smaller
  UNION ALL
  SELECT a, b, banded, headed, 0 AS common, 0 AS smaller FROM by_bands
) reasons
GROUP BY a, b"""
#: Those of them that can meet in time, and those that share a band and so may be run again.
PROPOSED: Final = """
SELECT r.a, r.b, r.banded, r.headed, r.common, r.smaller, n.a IS NOT NULL AS near
FROM reasons r
LEFT JOIN (
  SELECT DISTINCT r.a, r.b
  FROM reasons r JOIN editions x ON x.wording = r.a JOIN editions y ON y.wording = r.b
  WHERE $near
) n ON n.a = r.a AND n.b = r.b
LEFT JOIN (
  SELECT DISTINCT r.a, r.b
  FROM reasons r JOIN bands x ON x.wording = r.a JOIN bands y ON y.wording = r.b AND y.key = x.key
) s ON s.a = r.a AND s.b = r.b
WHERE n.a IS NOT NULL OR s.a IS NOT NULL"""
#: Pairs that a text speaks for which both copy.
BY_SOURCE: Final = f"""
WITH linked AS (
  SELECT a AS text, b AS other FROM by_keys WHERE relation IN ({_COPIES})
  UNION ALL
  SELECT b AS text, a AS other FROM by_keys WHERE relation IN ({_COPIES})
), wanted AS (
  SELECT DISTINCT x.other AS a, y.other AS b
  FROM linked x
  JOIN (SELECT text FROM linked GROUP BY text HAVING COUNT(*) BETWEEN 2 AND $common_source_copies) s ON s.text = x.text
  JOIN linked y ON y.text = x.text AND x.other < y.other
), new AS (
  SELECT w.a, w.b FROM wanted w LEFT JOIN proposed p ON p.a = w.a AND p.b = w.b WHERE p.a IS NULL
), meeting AS (
  SELECT DISTINCT w.a, w.b
  FROM new w JOIN editions x ON x.wording = w.a JOIN editions y ON y.wording = w.b
  WHERE $near
), counted AS (
  SELECT w.a, w.b, COUNT(*) AS common
  FROM meeting w JOIN rare x ON x.wording = w.a JOIN rare y ON y.wording = w.b AND y.key = x.key
  GROUP BY w.a, w.b
)
SELECT c.a, c.b, 0 AS banded, 0 AS headed, 0 AS common, 0 AS smaller, TRUE AS near
FROM counted c JOIN reach x ON x.wording = c.a JOIN reach y ON y.wording = c.b
WHERE c.common >= $min_shared_passages AND c.common >= $common_source_share * LEAST(x.keys, y.keys)"""
#: Pairs of `$pairs` in parts of at most so many: those of one story together, those of a large one in several.
IN_PARTS: Final = """
WITH labels AS (
  SELECT wording, MIN(other) AS label
  FROM (SELECT a AS wording, a AS other FROM $pairs UNION ALL SELECT b AS wording, a AS other FROM $pairs) ends
  GROUP BY wording
), placed AS (
  SELECT p.*, LEAST(x.label, y.label) AS label
  FROM $pairs p JOIN labels x ON x.wording = p.a JOIN labels y ON y.wording = p.b
)
SELECT a, b, banded, headed, common, smaller, near,
  ABS(label % $parts) * 1000000
    + CAST(FLOOR((row_number() OVER (PARTITION BY ABS(label % $parts) ORDER BY label, a, b) - 1) / $pairs_a_part) AS BIGINT) AS part
FROM placed"""
WORDS_OF_PARTS: Final = """
SELECT p.part, w.wording, w.digest, w.line, w.voices
FROM (SELECT part, a AS wording FROM $pairs UNION SELECT part, b AS wording FROM $pairs) p
JOIN wordings w ON w.wording = p.wording"""

#: Pairs of wordings that belong to one component: copies, what an earlier story held together, what people did.
TIES: Final = f"""
SELECT a, b FROM likenesses WHERE relation IN ({_COPIES})
UNION
SELECT f.head AS a, m.wording AS b
FROM (SELECT s.story, w.wording FROM story_copies s JOIN worded w ON w.copy = s.copy) m
JOIN (
  SELECT s.story, MIN(w.wording) AS head FROM story_copies s JOIN worded w ON w.copy = s.copy GROUP BY s.story
) f ON f.story = m.story
WHERE f.head <> m.wording
UNION
SELECT t.a, t.b FROM put_together t JOIN wordings x ON x.wording = t.a JOIN wordings y ON y.wording = t.b"""
LABELS: Final = """
SELECT wording, MIN(label) AS label
FROM (
  SELECT a AS wording, a AS label FROM ties
  UNION ALL SELECT b AS wording, b AS label FROM ties
  UNION ALL SELECT a AS wording, b AS label FROM ties
  UNION ALL SELECT b AS wording, a AS label FROM ties
) ends
GROUP BY wording"""
#: Each wording of `$labels` with the first label that it or a neighbor has, and then with the label of that one.
NEXT_LABELS: Final = """
WITH nearest AS (
  SELECT wording, MIN(label) AS label
  FROM (
    SELECT wording, label FROM $labels
    UNION ALL SELECT t.a AS wording, l.label FROM ties t JOIN $labels l ON l.wording = t.b
    UNION ALL SELECT t.b AS wording, l.label FROM ties t JOIN $labels l ON l.wording = t.a
  ) ends
  GROUP BY wording
)
SELECT n.wording, LEAST(n.label, m.label) AS label
FROM nearest n JOIN nearest m ON m.wording = n.label"""
CHANGED_LABELS: Final = """
SELECT x.wording FROM $labels x JOIN $next y ON y.wording = x.wording WHERE y.label <> x.label LIMIT 1"""
#: Whole components in parts: their copies, and what is alike.
COPIES_OF_PARTS: Final = """
SELECT ABS(COALESCE(l.label, w.wording) % $parts) AS part, w.digest, w.words, a.key, a.earliest, a.latest, a.incomplete
FROM worded w JOIN articles a ON a.copy = w.copy LEFT JOIN $labels l ON l.wording = w.wording"""
COPIES_ALIKE: Final = f"""
SELECT ABS(l.label % $parts) AS part, k.*
FROM likenesses k JOIN $labels l ON l.wording = k.a
WHERE k.relation IN ({_COPIES})"""
#: What is related, without what could not be compared.
LIKENESSES: Final = """
SELECT * FROM by_keys WHERE relation <> 'unrelated'
UNION ALL
SELECT * FROM by_sources WHERE relation <> 'unrelated'"""
COMPARED: Final = """
SELECT COUNT(*) AS number FROM (SELECT a FROM proposed UNION ALL SELECT a FROM sourced) pairs"""
FAULTS: Final = """
SELECT fault, COUNT(*) AS number
FROM (
  SELECT fault FROM lines
  UNION ALL SELECT fault FROM worded
  UNION ALL SELECT fault FROM by_keys
  UNION ALL SELECT fault FROM by_sources
) faults
WHERE fault IS NOT NULL
GROUP BY fault"""


def filled(sql: str, config: TrackingConfig, **names: object) -> str:
    """Return SQL with the numbers of *config* and *names* in it."""
    numbers = {
        "min_shared_passages": config.min_shared_passages,
        "passage_share": f"{config.passage_share!r}E0",  # a double, as Python multiplies
        "common_source_share": f"{config.common_source_share!r}E0",
        "common_source_copies": config.common_source_copies,
        "crowded_band": config.crowded_band,
        "common_key": config.common_key,
        "near": _near(config.window_hours),
    }
    return Template(sql).substitute({**numbers, **names})


def _near(hours: float | None) -> str:
    """Return the condition that x and y can be published within the window of each other (`crawler.tracking.window.within`)."""
    if hours is None:
        return "TRUE"
    apart = "GREATEST(x.begins, y.begins) - LEAST(x.ends, y.ends)"
    return f"(x.begins IS NULL OR y.begins IS NULL OR {apart} <= {round(hours * _MICROSECONDS)})"
