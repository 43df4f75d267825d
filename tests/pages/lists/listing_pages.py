"""Pages that are no article (sections, people, shows, staff, reviews) and articles with lists around them: invented, in several languages."""

from __future__ import annotations

from collections.abc import Callable

from tests.pages.lists.shapes import FOOT, NAV, STORIES, Story

LONG = "The town has lived from the sea for as long as anyone can remember, and these pages follow what becomes of that life. We report from the quays, the auctions and the council, and we listen to those who mend nets at night. Readers have asked for a place where all of it can be found, so here it is, kept by the desk for the coast and added to on every working day."
LISTINGS: dict[str, tuple[str, str]] = {}
ARTICLES: dict[str, tuple[str, str]] = {}


def _page(body: str, title: str, lang: str, head: str) -> str:
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{NAV}<main>{body}</main>{FOOT}</body></html>'


def listing(name: str, body: str, title: str, url: str, lang: str = "en", head: str = "") -> None:
    """Add a page that is no article."""
    LISTINGS[name] = (url, _page(body, title, lang, head))


SITE = "https://www.tidepost.example"


def _path(n: int, s: Story) -> str:
    return f"/news/{n}4455/{s.slug}"


OG = '<meta property="og:type" content="article">'
# categories with introduction
listing(
    "category_intro",
    f"<h1>The Coast</h1><p>{LONG}</p><p>{LONG[:200]}</p>"
    + "".join(
        f'<div class="item"><h2><a href="{_path(n, s)}">{s.headline}</a></h2><p>{s.teaser}</p></div>'
        for n, s in enumerate(STORIES)
    ),
    "The Coast | Tide Post",
    SITE + "/coast/",
)
listing(
    "category_intro_og",
    f"<h1>The Coast</h1><p>{LONG}</p>"
    + "".join(
        f'<div class="item"><h2><a href="{_path(n, s)}">{s.headline}</a></h2><p>{s.teaser}</p></div>'
        for n, s in enumerate(STORIES)
    ),
    "The Coast | Tide Post",
    SITE + "/coast-and-sea-topics",
    head=OG,
)
listing(
    "category_bare_titles",
    f"<h1>The Coast</h1><p>{LONG}</p><ul>"
    + "".join(f'<li><a href="{_path(n, s)}">{s.headline}</a> <span>{s.time}</span></li>' for n, s in enumerate(STORIES))
    + "</ul>",
    "The Coast | Tide Post",
    SITE + "/coast-and-sea-topics",
)
# author biography
listing(
    "author_bio",
    f"<h1>Imke Dorn</h1><p>Imke Dorn has reported on the coast for Tide Post since 2009. {LONG}</p><h2>Articles by Imke Dorn</h2>"
    + "".join(
        f'<article><h3><a href="{_path(n, s)}">{s.headline}</a></h3><time>November {n + 3}, 2026</time><p>{s.teaser}</p></article>'
        for n, s in enumerate(STORIES)
    ),
    "Imke Dorn | Tide Post",
    SITE + "/author/imke-dorn/",
)
listing(
    "author_bio_titles",
    f'<h1>Imke Dorn</h1><div class="bio"><p>Imke Dorn has reported on the coast for Tide Post since 2009. {LONG}</p><p>She can be reached by mail.</p></div><h2>Latest</h2><ul>'
    + "".join(f'<li><a href="{_path(n, s)}">{s.headline}</a></li>' for n, s in enumerate(STORIES))
    + "</ul>",
    "Imke Dorn, Reporter | Tide Post",
    SITE + "/staff/imke-dorn-reporter",
)
listing(
    "author_bio_de",
    "<h1>Imke Dorn</h1><p>Imke Dorn schreibt seit 2009 über die Küste. Sie wuchs auf einer Hallig auf, lernte bei einer kleinen Zeitung und ging dann für sechs Jahre in den Norden, um über Fischer zu berichten. Seit 2015 leitet sie das Ressort. Ihre Reportagen wurden mehrfach ausgezeichnet, und sie unterrichtet an der Schule für junge Reporter, die der Verlag auf der Insel betreibt.</p><h2>Alle Artikel</h2>"
    + "".join(
        f'<div class="t"><a href="/artikel/{n}77/{s.slug}"><h3>Die Fähre Nummer {n} fährt wieder zur Insel hinaus</h3></a><p>Nach dem Sturm liegt das Schiff repariert am Kai, und der Kapitän wartet auf ruhiges Wasser und die Post der Woche.</p></div>'
        for n, s in enumerate(STORIES)
    ),
    "Imke Dorn - Gezeitenpost",
    "https://www.gezeitenpost.example/autoren/imke-dorn",
    lang="de",
)
# episodes of a show
listing(
    "episodes",
    f"<h1>The Tide Hour</h1><p>{LONG}</p>"
    + "".join(
        f'<div class="ep"><p class="no">Episode {40 - n}</p><h3>{s.headline}</h3><p>{s.teaser} {s.teaser}</p><a href="/listen/{n}88">Listen</a><span>{30 + n} min</span></div>'
        for n, s in enumerate(STORIES)
    ),
    "The Tide Hour - podcast",
    SITE + "/podcasts/the-tide-hour",
)
listing(
    "episodes_unlinked",
    f"<h1>The Tide Hour</h1><p>{LONG}</p>"
    + "".join(
        f'<div class="ep"><h3>{40 - n}. {s.headline}</h3><time>November {n + 2}, 2026</time><p>{s.teaser} {s.teaser}</p><audio src="/a/{n}.mp3" controls></audio></div>'
        for n, s in enumerate(STORIES)
    ),
    "The Tide Hour - podcast",
    SITE + "/podcasts/the-tide-hour",
)
listing(
    "episodes_seasons",
    f"<h1>Islanders</h1><p>{LONG[:220]}</p>"
    + "".join(
        (f"<h2>Season {n // 4 + 1}</h2>" if n % 4 == 0 else "")
        + f'<section><h3><a href="/shows/islanders/s{n // 4 + 1}e{n % 4 + 1}">S{n // 4 + 1} E{n % 4 + 1}: {s.headline}</a></h3><p>{s.teaser}</p><span>Aired November {n + 2}, 2026</span></section>'
        for n, s in enumerate(STORIES)
    ),
    "Islanders | Tide TV",
    SITE + "/shows/islanders/episodes",
)
# staff pages
NAMES = [
    "Imke Dorn",
    "Jonas Vell",
    "Ada Quist",
    "Tor Hamsen",
    "Lise Marr",
    "Ole Brandt",
    "Nis Petersen",
    "Wiebke Thoms",
    "Paul Arden",
    "Mara Linde",
]
listing(
    "staff",
    f"<h1>Our newsroom</h1><p>{LONG}</p>"
    + "".join(
        f'<div class="person"><img src="/p{n}.jpg" alt="{x}"><h3>{x}</h3><p class="role">Reporter</p><p>{x} joined Tide Post in 20{10 + n} and writes about ferries, harbours and the people who work there. Before that {x.split()[0]} lived on two islands and taught at a school for sailors.</p><a href="mailto:a{n}@tidepost.example">Mail</a></div>'
        for n, x in enumerate(NAMES)
    ),
    "Our newsroom | Tide Post",
    SITE + "/about/newsroom",
)
listing(
    "staff_linked",
    "<h1>Meet the team</h1>"
    + "".join(
        f'<article><h2><a href="/staff/{x.lower().replace(" ", "-")}">{x}</a></h2><p>{x} joined Tide Post in 20{10 + n} and writes about ferries, harbours and the people who work there. Before that {x.split()[0]} lived on two islands and taught at a school for sailors.</p></article>'
        for n, x in enumerate(NAMES)
    ),
    "Meet the team | Tide Post",
    SITE + "/about/meet-the-team",
)
# reviews lists
listing(
    "reviews",
    f"<h1>Book reviews</h1><p>{LONG}</p>"
    + "".join(
        f'<div class="rev"><h3>{s.headline[:30]} by {NAMES[n % 10]}</h3><p class="st">{"★" * (n % 5 + 1)}</p><p>{s.teaser} {s.teaser}</p><p>Reviewed by {NAMES[(n + 3) % 10]}</p><a href="/books/{n}9921">Full review</a></div>'
        for n, s in enumerate(STORIES)
    ),
    "Book reviews - Tide Post",
    SITE + "/books/reviews",
)
listing(
    "reviews_shops",
    "<h1>Restaurants on the harbour, rated</h1>"
    + "".join(
        f'<article class="r"><header><h2><a href="/eat/place-{n}71">The {["Gull", "Net", "Buoy", "Keel", "Anchor", "Reef", "Mast", "Oar", "Sail", "Rope", "Deck", "Hull"][n % 12]} on the quay</a></h2><span>4.{n % 10} / 5</span></header><p>{s.teaser} {STORIES[(n + 1) % len(STORIES)].teaser}</p></article>'
        for n, s in enumerate(STORIES)
    ),
    "Restaurants | Tide Post",
    SITE + "/eat/harbour-restaurants-rated",
)
listing(
    "reviews_users",
    f"<h1>Ferry line North - reviews</h1><p>{LONG[:150]}</p>"
    + "".join(
        f'<div class="review"><b>{NAMES[n % 10]}</b> <span>{n % 5 + 1} stars</span> <time>{n + 1} days ago</time><p>{s.teaser} {STORIES[(n + 2) % len(STORIES)].teaser} I would take it again.</p></div>'
        for n, s in enumerate(STORIES)
    ),
    "Ferry line North reviews",
    SITE.replace("tidepost", "ratings") + "/review/ferry-line-north",
)
# others
listing(
    "es_category",
    "<h1>La costa</h1><p>Todo lo que ocurre entre el faro y la lonja, contado por nuestros reporteros desde el muelle, la cofradía y el ayuntamiento, con las voces de quienes salen de noche y vuelven con el pescado al amanecer, y con los datos de cada subasta de la semana.</p>"
    + "".join(
        f'<div class="noticia"><p class="titular"><a href="/noticias/{n}551/el-barco-numero-{n}-vuelve-a-puerto">El barco número {n} vuelve a puerto tras la tormenta</a></p><p>Los marineros pasaron la noche en alta mar y al amanecer encontraron la bocana cerrada por la arena, según contó el patrón.</p></div>'
        for n in range(10)
    ),
    "La costa | El Faro",
    "https://www.elfaro-costa.example/seccion/la-costa",
    lang="es",
)
listing(
    "ja_category",
    "<h1>海と港</h1><p>港の朝から市場の競り、離島の学校まで、海とともに暮らす人々の日々を追う連載のページです。取材班は毎週、漁師や船大工、灯台守を訪ね、その声を記録しています。記事は平日の夕方に更新され、過去の分もすべてここで読むことができます。</p>"
    + "".join(
        f'<div class="k"><a href="/articles/2026112{n}ddm0{n}"><h3>離島のフェリー第{n}便、嵐のあと運航を再開</h3></a><p>船は岸壁で修理を終え、船長は静かな海と今週の郵便を待っている。島の人々は朝から港に集まった。</p><time>11月{n + 10}日</time></div>'
        for n in range(10)
    ),
    "海と港 - 潮風新聞",
    "https://www.shiokaze.example/topics/umi",
    lang="ja",
)
listing(
    "fr_author",
    "<h1>Anne Leroux</h1><p>Anne Leroux couvre le littoral depuis 2011. Née sur une île, elle a appris le métier dans un petit journal, puis passé six ans dans le Nord à raconter la vie des pêcheurs. Elle dirige aujourd’hui la rubrique et enseigne à l’école de reportage que la maison a ouverte sur le port.</p><h2>Ses articles</h2>"
    + "".join(
        f'<article><span>Mer</span><h3><a href="/articles/{n}/le-bateau-numero-{n}-rentre-au-port">Le bateau numéro {n} rentre au port après la tempête</a></h3><p>L’équipage a passé la nuit au large et trouvé au matin la passe fermée par le sable.</p></article>'
        for n in range(9)
    ),
    "Anne Leroux - La Marée",
    "https://www.lamaree.example/auteurs/anne-leroux",
    lang="fr",
)
listing(
    "archive_month",
    "<h1>November 2026</h1>"
    + "".join(
        f'<div class="post"><h2><a href="/2026/11/{n + 1:02}/{s.slug}/">{s.headline}</a></h2><p class="meta">Posted on November {n + 1}, 2026 by Imke</p><p>{s.teaser} {s.teaser} {STORIES[(n + 1) % len(STORIES)].teaser}</p><p><a href="/2026/11/{n + 1:02}/{s.slug}/#more">Continue reading →</a></p></div>'
        for n, s in enumerate(STORIES)
    ),
    "November 2026 – Kelp notes",
    "https://kelpnotes.example/2026/11/",
)
listing(
    "faq_index",
    "<h1>Questions about the ferry</h1>"
    + "".join(
        f'<div><h3><a href="/help/{n}551/{s.slug}">{s.headline.replace("a ", "the ")}?</a></h3><p>{s.teaser} {s.teaser}</p></div>'
        for n, s in enumerate(STORIES)
    ),
    "Help | Ferry line North",
    "https://www.ferryline.example/help/questions",
)
listing(
    "events",
    f"<h1>What is on this week</h1><p>{LONG[:200]}</p>"
    + "".join(
        f'<div class="ev"><time datetime="2026-12-{n + 1:02}">Dec {n + 1}</time><h3><a href="/events/{n}71">{s.headline[:25]} evening</a></h3><p>{s.teaser} Doors open at seven.</p><p>Old net loft, € {n + 5}</p></div>'
        for n, s in enumerate(STORIES)
    ),
    "What is on | Tide Post",
    SITE + "/events/this-week",
)
listing(
    "recipes",
    f"<h1>Recipes from the quay</h1><p>{LONG[:260]}</p>"
    + "".join(
        f'<a class="card" href="/recipes/{n}551"><img alt=""><h3>Herring number {n} with dark bread</h3><p>{s.teaser} Ready in {n + 20} minutes.</p></a>'
        for n, s in enumerate(STORIES)
    ),
    "Recipes | Tide Post",
    SITE + "/recipes/quay",
)
listing(
    "press_releases",
    "<h1>Press releases</h1>"
    + "".join(
        f'<div class="pr"><div class="d">November {n + 1}, 2026</div><a href="/press/{n}551">{s.headline}</a><p>{s.teaser} {s.teaser}</p></div>'
        for n, s in enumerate(STORIES)
    ),
    "Press releases | Ferry line",
    "https://www.ferryline.example/press/releases",
)
PARA = [
    "The ferry that has carried the island's children to school since 1987 will not sail this winter, the company that owns it said on Friday.",
    "Its hull failed the yearly inspection, and the yard that could mend it has no dock free before spring. Parents learned of it from a note on the door of the ticket office.",
    "“We will teach in the church hall,” said Lise Marr, the head of the school, who had crossed on the last boat with two teachers and a box of books.",
    "The council met in the evening and voted to hire a smaller ship from the mainland, although its owner asks for twice the price and will sail only in calm weather.",
    "On the quay, the crew took down the flag. The captain, Nis Petersen, has sailed the line for nineteen years and says that he will mend nets until the ship is back.",
    "A second inspection is due in March. Until then the mail comes by air, twice a week, if the fog allows it, and the doctor with it.",
]
TEXT = "".join(f"<p>{x}</p>" for x in PARA)


def article(
    name: str,
    body: str,
    url: str = f"{SITE}/2026/11/27/school-ferry-stays-in-port",
    title: str = "School ferry stays in port | Tide Post",
    lang: str = "en",
    head: str = "",
) -> None:
    """Add a page that is one, whatever is listed around it."""
    ARTICLES[name] = (url, _page(body, title, lang, head))


H = '<h1>School ferry stays in port</h1><p class="by">By Imke Dorn, November 27, 2026</p>'


def rows(row: Callable[[int, Story], str], most: int = len(STORIES)) -> str:
    return "".join(row(n, s) for n, s in enumerate(STORIES[:most]))


article(
    "related_teasers",
    f"{H}{TEXT}<h2>Related</h2>"
    + rows(lambda n, s: f'<div class="rel"><h3><a href="{_path(n, s)}">{s.headline}</a></h3><p>{s.teaser}</p></div>'),
)
article(
    "related_teasers_many",
    f"{H}{TEXT}<h2>More from the coast</h2>"
    + rows(
        lambda n, s: (
            f'<div class="rel"><h3><a href="{_path(n, s)}">{s.headline}</a></h3><p>{s.teaser} {STORIES[(n + 1) % len(STORIES)].teaser} {STORIES[(n + 2) % len(STORIES)].teaser}</p></div>'
        )
    ),
)
article(
    "related_og",
    f"{H}{TEXT}<h2>Related</h2>"
    + rows(
        lambda n, s: (
            f'<div class="rel"><h3><a href="{_path(n, s)}">{s.headline}</a></h3><p>{s.teaser} {s.teaser}</p></div>'
        )
    ),
    head=OG,
)
article(
    "related_titles",
    f"{H}{TEXT}<ul>" + rows(lambda n, s: f'<li><a href="{_path(n, s)}">{s.headline}</a></li>') + "</ul>",
)
article(
    "short_with_related",
    f"{H}<p>{PARA[0]}</p><p>{PARA[1]}</p><p>{PARA[2]}</p><h2>Read next</h2>"
    + rows(
        lambda n, s: f'<div class="rel"><h3><a href="{_path(n, s)}">{s.headline}</a></h3><p>{s.teaser}</p></div>', 6
    ),
)
article(
    "author_box",
    f'{H}{TEXT}<div class="author"><h3>Imke Dorn</h3><p>{LONG}</p><h4>More by Imke Dorn</h4>'
    + rows(lambda n, s: f'<p><a href="{_path(n, s)}">{s.headline}</a></p>')
    + "</div>",
)
article(
    "listicle",
    f"<h1>Ten walks along the dyke</h1><p>By Imke Dorn, November 27, 2026</p><p>{LONG}</p>"
    + rows(
        lambda n, s: (
            f"<h2>{n + 1}. The path to the {['gull', 'net', 'buoy', 'keel', 'anchor', 'reef', 'mast', 'oar', 'sail', 'rope', 'deck', 'hull'][n % 12]} house</h2><p>{s.teaser} {STORIES[(n + 3) % len(STORIES)].teaser} It takes two hours and ends at an inn.</p>"
        ),
        10,
    ),
    url=SITE + "/2026/11/27/ten-walks-along-the-dyke",
    title="Ten walks along the dyke",
)
article(
    "listicle_links",
    f"<h1>Seven books about the sea</h1><p>By Imke Dorn, November 27, 2026</p><p>{LONG}</p>"
    + rows(
        lambda n, s: (
            f'<h2><a href="https://books{n}.example/item/{n}551">{s.headline[:28]}</a></h2><p>{s.teaser} {STORIES[(n + 3) % len(STORIES)].teaser} {STORIES[(n + 5) % len(STORIES)].teaser} A book for long evenings.</p>'
        ),
        7,
    ),
    url=SITE + "/2026/11/27/seven-books-about-the-sea",
    title="Seven books about the sea | Tide Post",
    head=OG,
)
article(
    "qa",
    "<h1>Your questions about the ferry, answered</h1><p>Updated November 27, 2026</p>"
    + rows(
        lambda n, s: (
            f"<h3>Will the {['boat', 'mail', 'doctor', 'school', 'council', 'crew'][n % 6]} come on Monday number {n}?</h3><p>{PARA[n % 6]} {s.teaser}</p>"
        ),
        8,
    ),
    url=SITE + "/2026/11/27/your-questions-answered",
    title="Your questions about the ferry, answered",
)
article(
    "live_like",
    f"{H}{TEXT}<h2>Timeline</h2><ul>" + rows(lambda n, s: f"<li><b>{8 + n}:30</b> {s.teaser}</li>", 8) + "</ul>",
)
article(
    "de_related",
    "<h1>Schulfähre bleibt im Hafen</h1><p>Von Imke Dorn, 27. November 2026</p>"
    "<p>Die Fähre, die seit 1987 die Kinder der Insel zur Schule bringt, wird in diesem Winter nicht fahren, teilte die Reederei am Freitag mit. Der Rumpf bestand die Prüfung nicht, und die Werft hat vor dem Frühjahr kein Dock frei.</p><p>„Wir unterrichten im Gemeindehaus“, sagte die Leiterin der Schule, die mit zwei Lehrern und einer Kiste Bücher auf dem letzten Schiff gekommen war.</p><p>Der Rat stimmte am Abend dafür, ein kleineres Schiff zu mieten, obwohl dessen Eigner das Doppelte verlangt und nur bei ruhigem Wetter fährt.</p><h2>Mehr zum Thema</h2>"
    + "".join(
        f'<div><a href="/artikel/{n}77/die-faehre-nummer-{n}-faehrt"><h3>Die Fähre Nummer {n} fährt wieder zur Insel hinaus</h3></a><p>Nach dem Sturm liegt das Schiff am Kai, und der Kapitän wartet auf ruhiges Wasser.</p></div>'
        for n in range(8)
    ),
    url="https://www.gezeitenpost.example/2026/11/schulfaehre-bleibt-im-hafen",
    title="Schulfähre bleibt im Hafen",
    lang="de",
)
article(
    "review_single",
    f"<h1>Review: The bell of 1871</h1><p>By Ada Quist, November 27, 2026</p>{TEXT}<h2>More reviews</h2>"
    + rows(
        lambda n, s: (
            f'<div class="rev"><h3><a href="/books/{n}9921">{s.headline[:30]}</a></h3><p>{"★" * (n % 5 + 1)} {s.teaser}</p></div>'
        )
    ),
    url=SITE + "/books/review-the-bell-of-1871",
    title="Review: The bell of 1871 | Tide Post",
)
article(
    "obituary_bio",
    f"<h1>Ole Brandt, who kept the lighthouse, dies at 91</h1><p>November 27, 2026</p>{TEXT}<h3>Also on Tide Post</h3>"
    + rows(lambda n, s: f'<article><h4><a href="{_path(n, s)}">{s.headline}</a></h4><p>{s.teaser}</p></article>'),
    url=SITE + "/people/ole-brandt-dies-at-91",
    title="Ole Brandt dies at 91",
)
article(
    "episode_single",
    f"<h1>Episode 40: The school ferry</h1><p>November 27, 2026 · 34 min</p>{TEXT}<h2>All episodes</h2>"
    + rows(
        lambda n, s: (
            f'<div class="ep"><h3><a href="/listen/{n}8821">{39 - n}. {s.headline}</a></h3><p>{s.teaser}</p></div>'
        )
    ),
    url=SITE + "/podcasts/the-tide-hour/40-the-school-ferry",
    title="Episode 40: The school ferry",
)
article(
    "ja_article",
    "<h1>通学フェリー、この冬は運休</h1><p><time>2026年11月27日 14時05分</time></p><p>一九八七年から島の子どもたちを学校へ運んできたフェリーが、この冬は運航しないと会社が金曜日に発表した。船体が年次検査に通らず、修理できる造船所のドックは春まで空かないという。</p><p>「教会の広間で授業をします」と校長は話した。最後の便で二人の教員と本の箱とともに島に渡った。議会は夜に会合を開き、本土から小型船を借りることを決めた。</p><p>岸壁では乗組員が旗を降ろした。十九年この航路を走ってきた船長は、船が戻るまで網を繕うつもりだと語る。二度目の検査は三月に予定され、それまで郵便は週に二度、霧が許せば空から届く。医師も同じ便で島を訪れ、診療所には前の晩から列ができるという。</p><h2>関連記事</h2>"
    + "".join(
        f'<div class="k"><a href="/articles/2026112{n}ddm0{n}"><h3>離島のフェリー第{n}便、嵐のあと運航を再開</h3></a><p>船は岸壁で修理を終え、船長は静かな海を待っている。</p></div>'
        for n in range(8)
    ),
    url="https://www.shiokaze.example/articles/20261127ddm041",
    title="通学フェリー、この冬は運休 - 潮風新聞",
    lang="ja",
)
listing(
    "show_long_name",
    f"<h1>The great island kitchen of the north</h1><p>{LONG}</p>"
    + rows(
        lambda n, s: (
            f'<li><img alt=""><strong>{40 - n}. {s.headline}</strong><br>{s.teaser}<br><small>Nov {n + 1}, 2026 · 41 min</small></li>'
        )
    ),
    "The great island kitchen of the north | Tide TV",
    SITE + "/tv/great-island-kitchen",
)
listing(
    "section_masthead_date",
    f'<header><div class="top">Friday, November 27, 2026</div></header><h1>Harbour news from all islands</h1><p>{LONG}</p>'
    + rows(lambda n, s: f'<div class="i"><h3><a href="{_path(n, s)}">{s.headline}</a></h3><p>{s.teaser}</p></div>'),
    "Harbour news",
    SITE + "/harbour-news",
)
listing(
    "ru_section",
    "<h1>Побережье</h1><p>Всё, что происходит между маяком и рыбным рынком: репортажи с причала, из порта и из ратуши, голоса тех, кто выходит в море ночью и возвращается с уловом на рассвете, и цифры каждой недели.</p>"
    + "".join(
        f'<article><h3><a href="/news/{n}551/sudno-nomer-{n}-vernulos-v-port">Судно номер {n} вернулось в порт после шторма</a></h3><p>Экипаж провёл ночь в открытом море, а утром нашёл вход в гавань занесённым песком.</p><time>{n + 1} ноября 2026</time></article>'
        for n in range(9)
    ),
    "Побережье",
    "https://www.priliv.example/rubrics/poberezhye",
    lang="ru",
)
article(
    "no_date_related_teasers",
    f"<h1>School ferry stays in port for the whole winter</h1><p>By Imke Dorn</p>{TEXT}{TEXT}<h2>More</h2>"
    + rows(
        lambda n, s: f'<div class="rel"><h3><a href="{_path(n, s)}">{s.headline}</a></h3><p>{s.teaser}</p></div>', 6
    ),
    url=SITE + "/coast/school-ferry-stays-in-port-for-the-whole-winter-771823",
)
article(
    "obits_names",
    f"<h1>They left us in November 2026</h1><p>27 November 2026, 14:05</p><p>{LONG}</p>"
    + "".join(f'<div class="ob"><h3>{x}</h3><p>{PARA[n % 6]}</p></div>' for n, x in enumerate(NAMES)),
    url=SITE + "/2026/11/30/they-left-us",
)
