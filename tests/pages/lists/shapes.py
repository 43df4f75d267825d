"""Pages of aggregators in twenty-odd shapes that are common on the web, their stories and outlets invented.

A shape makes the markup of one story, or of the whole page, as one kind of site has it: search engines' news, link sites, portals, clusters,
press lists, newsletters, planets. What a reader sees on each page is its `items`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Story:
    """One invented story as a page may print it: teaser and author where the shape has a place for them."""

    headline: str
    outlet: str | None
    host: str
    time: str | None
    teaser: str = ""
    author: str = ""

    @property
    def slug(self) -> str:
        return "-".join("".join(c for c in w if c.isalnum()) for w in self.headline.lower().split())

    @property
    def url(self) -> str:
        return f"https://www.{self.host}/news/{self.slug}-{sum(map(ord, self.headline))}00.html"


STORIES = (
    Story(
        "Harbour dredging starts after a dispute of nine years",
        "Tide Post",
        "tidepost.example",
        "2 hours ago",
        "Three ships began on Monday to clear the outer channel, and the fishermen who had gone to court watched from the pier.",
        "Imke Dorn",
    ),
    Story(
        "New ferry for the outer island is ordered at last",
        "Quay News",
        "quaynews.example",
        "3 hours ago",
        "The yard will deliver in spring, the board said. Its price stays a secret until the vote of the council.",
        "Jonas Vell",
    ),
    Story(
        "Storm closes the northern road for a third night",
        "The Salt Mirror",
        "saltmirror.example",
        "4 hours ago",
        "Drivers waited in the hall of the school, where neighbours brought soup and blankets.",
        "Ada Quist",
    ),
    Story(
        "Council sells the old lighthouse to its keeper",
        "Cape Herald",
        "capeherald.example",
        "5 hours ago",
        "He had offered less than two others, but promised to keep the lamp burning.",
        "Imke Dorn",
    ),
    Story(
        "Herring season opens a week later than planned",
        "Reef Press",
        "reefpress.example",
        "6 hours ago",
        "Scientists counted too few young fish. A second count is due before the month ends.",
        "Tor Hamsen",
    ),
    Story(
        "Why nobody wants to teach at the island school",
        "Quay News",
        "quaynews.example",
        "7 hours ago",
        "Four posts are open. The rents are to blame, says the head, and the ferry that leaves at six.",
        "Lise Marr",
    ),
    Story(
        "Fishermen find a bell that sank in 1871",
        "Tide Post",
        "tidepost.example",
        "8 hours ago",
        "It hung in a church that the sea took, and will ring there again when the tower is built.",
        "Ole Brandt",
    ),
    Story(
        "Wind farm pays its first money to the village",
        "Marsh Gazette",
        "marshgazette.example",
        "9 hours ago",
        "Every household gets a share. Most will spend it on new windows, the mayor believes.",
        "Ada Quist",
    ),
    Story(
        "Two seals move into the marina and will not leave",
        "Dune Tribune",
        "dunetribune.example",
        "10 hours ago",
        "Guests feed them from the boats, although three signs forbid it in four languages.",
        "Jonas Vell",
    ),
    Story(
        "Bakery on the dyke wins a prize for its dark bread",
        "Cape Herald",
        "capeherald.example",
        "11 hours ago",
        "The jury praised the crust. The baker, who is eighty-two, has no plans to retire.",
        "Lise Marr",
    ),
    Story(
        "Court halts the bridge that was to join both islands",
        "Gull Radio",
        "gullradio.example",
        "12 hours ago",
        "Birds breed where the piers were to stand. The builders will appeal, they said on Friday.",
        "Tor Hamsen",
    ),
    Story(
        "Museum shows letters of the last whaler",
        "Reef Press",
        "reefpress.example",
        "13 hours ago",
        "He wrote home every Sunday for thirty years and never posted a single one.",
        "Ole Brandt",
    ),
)


def localized(
    stories: Sequence[Story],
    times: Callable[[int], str],
    heads: Sequence[str] | None = None,
    outlets: Sequence[str] | None = None,
) -> tuple[Story, ...]:
    """The stories as another country's pages print them."""
    out = []
    for n, s in enumerate(stories):
        out.append(
            replace(
                s,
                time=times(n),
                headline=heads[n] if heads else s.headline,
                outlet=outlets[n] if outlets else s.outlet,
            )
        )
    return tuple(out)


#: Headline, outlet (ANY: the address says it), time as printed.
Item = tuple[str, str | None, str | None]
ANY = "?"


@dataclass(frozen=True, slots=True)
class Shape:
    """A page in the shape of one kind of aggregator, and the items that a reader sees on it."""

    name: str
    url: str
    html: str
    items: Sequence[Item]


SHAPES: list[Shape] = []
NAV = '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
FOOT = '<footer><a href="/about">About us</a> <a href="/terms">Terms of use and privacy policy</a> <a href="/contact">Contact the editors</a></footer>'


def shape(
    name: str,
    url: str,
    row: Callable[[int, Story], str],
    *,
    stories: Sequence[Story] = STORIES,
    outer: str = "{}",
    outlet: Callable[[Story], str | None] = lambda s: s.outlet,
    time: Callable[[Story], str | None] = lambda s: s.time,
    head: Callable[[Story], str] = lambda s: s.headline,
    title: str = "Brasswheel",
) -> None:
    """Add the page that has one *row* for each story, inside *outer*."""
    rows = "\n".join(row(n, s) for n, s in enumerate(stories))
    html = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{NAV}<h1>{title}</h1>{outer.replace('{}', rows)}{FOOT}</body></html>"
    SHAPES.append(Shape(name, url, html, [(head(s), outlet(s), time(s)) for s in stories]))


HUB = "https://news.brasswheel.example/"
# --- link sites
shape(
    "slashdot",
    HUB,
    lambda n, s: (
        f'<article class="fhitem fhitem-story"><header><h2 class="story"><span id="title-{n}" class="story-title"><a href="//news.brasswheel.example/story/26/11/28/{n}101/{s.slug}">{s.headline}</a> <span class="no extlnk"><a class="story-sourcelnk" href="{s.url}" title="External link - {s.url}">({s.host})</a></span></span> <span class="comment-bubble"><a href="//x/c{n}#comments" title="">{n * 7 + 3}</a></span></h2><div class="details"><span class="story-details"><span class="story-views"><span>Posted by </span> <a rel="nofollow" href="//x/~ed{n % 3}">{["beau", "msmash", "editor"][n % 3]}</a> <time datetime="on Saturday November 28, 2026 @{10 + n}:30AM">on Saturday November 28, 2026 @{n + 1:02}:30AM</time> from the <span class="dept-text">who-would-have-thought dept.</span></span></span></div></header><div class="body"><div class="p"><i>{s.teaser} {s.teaser}</i> An anonymous reader quotes a report from the paper.</div></div><div class="grid_24"><div class="storylinks">Read the {n * 7 + 3} comments</div></div></article>'
    ),
    outlet=lambda s: s.host,
    time=lambda s: f"Saturday November 28, 2026 @{STORIES.index(s) + 1:02}:30AM",
    outer='<div id="firehoselist">{}</div>',
)
shape(
    "fark",
    HUB,
    lambda n, s: (
        f'<tr class="headlineRow"><td class="headlineSourceImage"><a href="{s.url}" target="_blank"><img src="/i/{n}.gif" alt="({s.outlet})" title="({s.outlet})"></a></td><td class="headlineTopic"><a href="/topic/x"><img src="/t/{n % 3}.gif" alt="{["Florida", "Unlikely", "Cool"][n % 3]}" title="{["Florida", "Unlikely", "Cool"][n % 3]}"></a></td><td class="headlineText"><span class="headline"><a class="outbound_link" href="{s.url}" target="_blank">{s.headline}</a></span></td><td class="headlineComments"><a href="/comments/{n}0033">({n * 9 + 2})</a></td></tr>'
    ),
    outer='<table class="headlineTable">{}</table>',
    outlet=lambda s: ANY,
    time=lambda s: None,
)
shape(
    "tildes",
    HUB,
    lambda n, s: (
        f'<li><article id="topic-{n}" class="topic"><header><h1 class="topic-title"><a href="{s.url}">{s.headline}</a></h1><div class="topic-metadata"><span class="topic-group"><a href="/~news">~news</a></span><ul class="topic-tags"><li class="label-topic-tag"><a href="/?tag=sea">sea</a></li><li class="label-topic-tag"><a href="/?tag=law.local">law.local</a></li></ul><span class="topic-content-type">Article</span><span class="topic-content-metadata">{n * 100 + 240} words</span></div></header><div class="topic-voting"><span class="topic-voting-votes">{n + 3}</span> votes</div><footer class="topic-info"><div class="topic-info-comments"><a href="/~news/{n}a1">{n + 1} comments</a></div><div class="topic-info-source" title="{s.host}"><div class="topic-icon"></div>{s.host}</div><div><time class="time-responsive" datetime="2026-11-28T{n:02}:00:00Z" title="2026-11-28 {n:02}:00:00 UTC" data-abbreviated="{n + 2}h">{s.time}</time></div></footer></article></li>'
    ),
    outlet=lambda s: s.host,
    outer='<ol class="topic-listing">{}</ol>',
)
shape(
    "hn_algolia",
    HUB,
    lambda n, s: (
        f'<article class="Story"><div class="Story_container"><div class="Story_data"><div class="Story_title"><a href="https://news.y.example/item?id={n}"><span>{s.headline}</span></a><a href="{s.url}" target="_blank" class="Story_link">({s.url})</a></div><div class="Story_meta"><span><a href="https://news.y.example/item?id={n}">{n * 11 + 4} points</a></span><span class="Story_separator">|</span><span><a href="https://news.y.example/user?id=u{n}">kelp{n}</a></span><span class="Story_separator">|</span><span><a title="2026" href="https://news.y.example/item?id={n}">{s.time}</a></span><span class="Story_separator">|</span><span><a href="https://news.y.example/item?id={n}">{n + 5} comments</a></span></div></div></div></article>'
    ),
    outlet=lambda s: ANY,
)
shape(
    "meneame",
    HUB,
    lambda n, s: (
        f'<div class="news-summary"><div class="news-body"><div class="news-shakeit"><div class="votes"><a id="a-votes-{n}" href="/story/{s.slug}">{n * 13 + 90}</a> meneos</div><div class="clics">{n * 100} clics</div></div><div class="center-content"><h2><a href="{s.url}" class="l:{n}">{s.headline}</a></h2><div class="news-submitted"><a href="/user/alga{n}"><img src="/a.jpg" alt=""></a> por <a href="/user/alga{n}">alga{n}</a> a <span class="showmytitle" title="{s.url}">{s.host}</span> <span class="ts visible" title="publicado: ">publicado: 28/11/2026 {10 + n}:15</span></div><div class="news-content">{s.teaser}</div><div class="news-details"><a class="comments" href="/story/{s.slug}">{n + 9} comentarios</a></div></div></div></div>'
    ),
    outlet=lambda s: s.host,
    time=lambda s: f"28/11/2026 {10 + STORIES.index(s)}:15",
)
shape(
    "hatena",
    HUB,
    lambda n, s: (
        f'<li class="entrylist-item js-entry-item"><div class="entrylist-contents"><div class="entrylist-contents-main"><h3 class="entrylist-contents-title"><a href="{s.url}" title="{s.headline}" class="js-keyboard-openable">{s.headline}</a></h3><span class="entrylist-contents-users"><a href="/entry/{n}"><span>{n * 31 + 20}</span> users</a></span><div class="entrylist-contents-body"><p class="entrylist-contents-domain"><a href="/site/{s.host}"><img src="/f.png" alt=""><span>{s.host}</span></a></p><p class="entrylist-contents-description">{s.teaser}</p></div><div class="entrylist-contents-detail"><ul class="entrylist-contents-meta"><li class="entrylist-contents-category"><a href="/hotentry/social">世の中</a></li><li class="entrylist-contents-date">2026/11/28 {10 + n}:15</li></ul><ul class="entrylist-contents-tags"><li><a href="/q/sea">海</a></li><li><a href="/q/law">法律</a></li></ul></div></div></div></li>'
    ),
    outlet=lambda s: s.host,
    time=lambda s: f"2026/11/28 {10 + STORIES.index(s)}:15",
    outer='<ul class="entrylist-issue">{}</ul>',
)


# --- clusters
def techmeme(n: int, s: Story) -> str:
    o = STORIES[(n + 3) % 12]
    p = STORIES[(n + 7) % 12]
    return f'<div class="clus"><div class="itc1"><a name="a{n}"></a><div class="itc2" id="0i{n}"><div class="item"><div class="shrtbl"></div><cite>{s.author} / <a href="https://www.{s.host}/">{s.outlet}</a>:</cite><div class="ii"><a class="ourh" href="{s.url}">{s.headline}</a>&nbsp; &mdash;&nbsp; {s.teaser}</div></div><div class="dbpt"><div class="moreat"><span class="mls">More:</span> <span class="bls"><a href="{o.url}" target="">{o.outlet}</a>, <a href="{p.url}">{p.outlet}</a></span></div><div class="moreat"><span class="mls">Tweets:</span> <span class="bls"><a href="https://short.example/a{n}/status/1">@a{n}</a> and <a href="https://short.example/b{n}/status/2">@b{n}</a></span></div></div></div></div></div>'


shape("techmeme", HUB, techmeme, time=lambda s: None, outer='<div id="topcol1">{}</div>')
shape(
    "memeorandum",
    HUB,
    lambda n, s: (
        f'<div class="clus"><div class="heds"><div class="item" id="26i{n}"><cite>{s.author} / <a href="https://www.{s.host}/">{s.outlet}</a>:</cite><strong class="L{n % 3 + 1}"><a href="{s.url}">{s.headline}</a></strong>&nbsp; &mdash;&nbsp; {s.teaser} &hellip;<div class="drhed">DISCUSSION:</div><div class="lnkr"><cite><a href="https://www.{STORIES[(n + 1) % 12].host}/">{STORIES[(n + 1) % 12].outlet}</a>:</cite> </div></div></div></div>'
    ),
    time=lambda s: None,
)


def gnews(n: int, s: Story) -> str:
    return f'<article class="IFHyqb DeXSAc"><figure><img src="/a{n}.jpg" alt=""></figure><div class="m5k28"><div class="B6pJDd"><div class="oovtQ"><div class="MCAGUe"><img class="msvBD" src="/i.png" alt=""><div class="vr1PYe">{s.outlet}</div></div></div><a class="JtKRv" href="./read/CBMi{n}xYZ{s.slug[:9]}?hl=en-US">{s.headline}</a></div><div class="UOVeFe"><time class="hvbAAd" datetime="2026-11-28T{n:02}:00:00Z">{s.time}</time><span class="bInasb">By {s.author}</span></div></div></article>'


shape("google_news_topic", "https://relay.example/topics/CAAqB1", gnews, outer="<main><c-wiz>{}</c-wiz></main>")


def gcluster(k: int, group: Sequence[Story]) -> str:
    lead, rest = group[0], group[1:]
    small = "".join(
        f'<article class="UwIKyb"><div class="XBspb"><div class="vr1PYe">{s.outlet}</div></div><h4><a class="gPFEn" href="./read/CBMi{k}{n}{s.slug[:9]}">{s.headline}</a></h4><div class="UOVeFe"><time class="hvbAAd" datetime="2026-11-28T{n:02}:00:00Z">{s.time}</time></div></article>'
        for n, s in enumerate(rest)
    )
    return f'<c-wiz class="PO9Zff"><div class="W8yrY"><article class="IBr9hb"><div class="vr1PYe">{lead.outlet}</div><h4><a class="gPFEn" href="./read/CBMiL{k}{lead.slug[:9]}">{lead.headline}</a></h4><div class="UOVeFe"><time class="hvbAAd" datetime="2026-11-28T{k:02}:00:00Z">{lead.time}</time></div></article><div class="SbNwzf">{small}</div></div><a class="jKHa4e" href="./stories/C{k}">Full Coverage</a></c-wiz>'


SHAPES.append(
    Shape(
        "google_news_clusters",
        "https://relay.example/home",
        f"<html><body>{NAV}<main>"
        + "".join(gcluster(k, STORIES[k * 4 : k * 4 + 4]) for k in range(3))
        + f"</main>{FOOT}</body></html>",
        [(s.headline, s.outlet, s.time) for s in STORIES],
    )
)
# --- search
shape(
    "yahoo_search",
    "https://news.search.brasswheel.example/search?p=sea",
    lambda n, s: (
        f'<li><div class="dd NewsArticle"><ul class="compArticleList"><li class="ov-a fst"><a class="thmb" href="{s.url}"><img class="s-img" src="/a{n}.jpg" alt=""></a><h4 class="s-title fz-16 lh-20"><a href="{s.url}" title="{s.headline}">{s.headline}</a></h4><span class="s-source mr-5 cite-co">{s.outlet}</span><span class="fc-2nd s-time mr-8"><span class="s-dot"></span>· {s.time}</span><p class="s-desc">{s.teaser}</p></li></ul></div></li>'
    ),
    outer='<ol class="mb-15 reg searchCenterMiddle">{}</ol>',
)
shape(
    "ddg_news",
    "https://brasswheel.example/?q=sea&ia=news",
    lambda n, s: (
        f'<div class="result result--news result--url-above-snippet"><div class="result__body"><h2 class="result__title"><a class="result__a" href="{s.url}">{s.headline}</a></h2><div class="result__extras"><div class="result__extras__url"><a class="result__url" href="{s.url}">{s.outlet}</a><span class="result__timestamp">{s.time}</span></div></div><div class="result__snippet">{s.teaser}</div></div></div>'
    ),
)
KO_HEADS = (
    "외항 준설 공사 9년 분쟁 끝에 시작",
    "외딴섬 새 여객선 드디어 발주",
    "폭풍으로 북부 도로 사흘째 통제",
    "군의회, 옛 등대 등대지기에 매각",
    "청어 조업 예년보다 일주일 늦어",
    "섬 학교 교사 지원자 없는 이유",
    "1871년 침몰한 종 어민들이 발견",
    "풍력단지 첫 수익금 마을에 지급",
    "물개 두 마리 마리나에 정착",
    "둑길 빵집 흑빵 대회서 수상",
    "법원, 두 섬 잇는 다리 공사 중단",
    "박물관, 마지막 포경선원 편지 공개",
)
KO_OUT = (
    "파도일보",
    "갯벌뉴스",
    "소금신문",
    "파도일보",
    "등대경제",
    "물결TV",
    "해안일보",
    "갯벌뉴스",
    "등대경제",
    "소금신문",
    "물결TV",
    "해안일보",
)
KO = localized(STORIES, times=lambda n: f"{n + 2}시간 전", heads=KO_HEADS, outlets=KO_OUT)
shape(
    "naver_section",
    "https://news.brasswheel.example/section/100",
    lambda n, s: (
        f'<li class="sa_item _SECTION_HEADLINE"><div class="sa_item_inner"><div class="sa_item_flex"><div class="sa_text"><a href="https://n.brasswheel.example/mnews/article/0{n % 5}/000{4000 + n}" class="sa_text_title _NLOG_IMPRESSION"><strong class="sa_text_strong">{s.headline}</strong></a><div class="sa_text_lede">바다를 사이에 둔 두 마을이 오랜 다툼 끝에 합의했다고 군청이 28일 밝혔다.</div><div class="sa_text_info"><div class="sa_text_info_left"><div class="sa_text_press">{s.outlet}</div><div class="sa_text_datetime is_recent"><b>{s.time}</b></div></div><div class="sa_text_info_right"><a class="sa_text_cmt" href="https://n.brasswheel.example/comment/{n}">{n + 30}</a></div></div></div></div></div></li>'
    ),
    stories=KO,
    outer='<ul class="sa_list">{}</ul>',
)
shape(
    "naver_search",
    "https://search.brasswheel.example/search?where=news",
    lambda n, s: (
        f'<li class="bx" id="sp_nws{n}"><div class="news_wrap api_ani_send"><div class="news_area"><div class="news_info"><div class="info_group"><a href="https://www.{s.host}/" class="info press"><span class="thumb_box"><img src="/p{n}.png" alt=""></span>{s.outlet}<i class="spnew ico_pick">언론사 선정</i></a><span class="info">{s.time}</span><a href="https://n.brasswheel.example/article/{n}00" class="info">네이버뉴스</a></div></div><a href="{s.url}" class="news_tit" title="{s.headline}">{s.headline}</a><div class="news_dsc"><div class="dsc_wrap"><a href="{s.url}" class="api_txt_lines dsc_txt_wrap">바다를 사이에 둔 두 마을이 오랜 다툼 끝에 합의했다고 군청이 28일 밝혔다. 주민들은 내년 봄부터 새 배를 탈 수 있게 된다.</a></div></div></div></div></li>'
    ),
    stories=KO,
    outer='<ul class="list_news">{}</ul>',
)
shape(
    "daum_home",
    "https://news.brasswheel.example/",
    lambda n, s: (
        f'<li><div class="item_issue" data-tiara-layer="headline{n}"><a href="https://v.brasswheel.example/v/202611281015{n:02}123" class="wrap_thumb"><img src="/t{n}.jpg" class="thumb_g" alt=""></a><div class="cont_thumb"><strong class="tit_thumb"><a href="https://v.brasswheel.example/v/202611281015{n:02}123" class="link_txt">{s.headline}</a></strong><span class="info_thumb"><span class="txt_info">{s.outlet}</span><span class="txt_info">{s.time}</span></span></div></div></li>'
    ),
    stories=KO,
    outer='<ul class="list_newsissue">{}</ul>',
)
JA_HEADS = (
    "沖合の浚渫工事、9年の争いを経て開始",
    "離島の新フェリー、ようやく発注へ",
    "嵐で北部の道路が3夜連続の通行止め",
    "町議会、古い灯台を灯台守に売却",
    "ニシン漁の解禁、今年は1週間遅れ",
    "島の学校に教師が集まらない理由",
    "1871年に沈んだ鐘を漁師が発見",
    "風力発電所が村に初めての分配金",
    "アザラシ2頭がマリーナに住み着く",
    "堤防のパン屋、黒パンで賞を受賞",
    "裁判所、2つの島を結ぶ橋の工事差し止め",
    "博物館で最後の捕鯨者の手紙を公開",
)
JA_OUT = (
    "潮風新聞",
    "波止場ニュース",
    "塩田タイムズ",
    "潮風新聞",
    "岬放送",
    "砂丘デジタル",
    "波止場ニュース",
    "珊瑚通信",
    "砂丘デジタル",
    "岬放送",
    "塩田タイムズ",
    "珊瑚通信",
)
JA = localized(STORIES, times=lambda n: f"11/28(土) {n + 9}:15", heads=JA_HEADS, outlets=JA_OUT)
shape(
    "yahoo_jp_list",
    "https://news.brasswheel.example/topics/top-picks",
    lambda n, s: (
        f'<li class="newsFeed_item"><a class="newsFeed_item_link" href="https://news.brasswheel.example/articles/{n}fe0a34b{n}"><div class="newsFeed_item_thumbnail"><img src="/a.jpg" alt=""></div><div class="newsFeed_item_text"><div class="newsFeed_item_title">{s.headline}</div><div class="newsFeed_item_sub"><div class="newsFeed_item_sourceWrap"><span class="newsFeed_item_media">{s.outlet}</span><time class="newsFeed_item_date">{s.time}</time></div></div></div></a></li>'
    ),
    stories=JA,
    outer='<ul class="newsFeed_list">{}</ul>',
)
shape(
    "yahoo_jp_rank",
    "https://news.brasswheel.example/ranking/access/news",
    lambda n, s: (
        f'<li class="newsFeed_item"><a class="newsFeed_item_link" href="https://news.brasswheel.example/articles/{n}fe0a34b{n}"><div class="newsFeed_item_rankNum newsFeed_item_rankNum_{n + 1}"><span class="newsFeed_item_ranking">{n + 1}</span></div><div class="newsFeed_item_text"><p class="newsFeed_item_title">{s.headline}</p><div class="newsFeed_item_sub"><span class="newsFeed_item_media">{s.outlet}</span><time class="newsFeed_item_date">{s.time}</time></div></div></a></li>'
    ),
    stories=JA,
    outer='<ol class="newsFeed_list">{}</ol>',
)
ZH_HEADS = (
    "外港疏浚工程历经九年争议终于开工",
    "外岛新渡轮订单正式敲定",
    "风暴致北部公路连续第三夜封闭",
    "镇议会将老灯塔卖给守塔人",
    "今年鲱鱼季比往年推迟一周",
    "海岛学校为何招不到老师",
    "渔民打捞出1871年沉没的铜钟",
    "风电场首次向村庄发放分红",
    "两只海豹住进码头不肯离开",
    "堤坝面包店黑面包获得大奖",
    "法院叫停连接两岛的大桥工程",
    "博物馆展出最后一位捕鲸人的书信",
)
ZH_OUT = (
    "海潮日报",
    "码头新闻网",
    "盐镜周刊",
    "海角晚报",
    "海潮日报",
    "珊瑚在线",
    "码头新闻网",
    "沙丘观察",
    "海角晚报",
    "沙丘观察",
    "盐镜周刊",
    "珊瑚在线",
)
ZH = localized(STORIES, times=lambda n: f"{n + 2}小时前", heads=ZH_HEADS, outlets=ZH_OUT)
shape(
    "baidu_news",
    "https://www.brasswheel.example/s?tn=news&word=sea",
    lambda n, s: (
        f'<div class="result-op c-container new-pmd" id="{n + 1}"><div><h3 class="news-title_1YtI1"><a href="{s.url}" class="news-title-font_1xS-F" aria-label="标题：{s.headline}">{s.headline}</a></h3><div class="c-row c-gap-top-small"><div class="c-span-last"><span class="c-font-normal c-color-text" aria-label="摘要">当地政府周六表示，双方经过多年协商终于达成一致，工程将于明年春天完成。</span></div></div><div class="news-source_Xj4Dv"><a href="http://author.brasswheel.example/home?id={n}"><span class="c-color-gray">{s.outlet}</span></a><span class="c-color-gray2 c-font-normal">{s.time}</span></div></div></div>'
    ),
    stories=ZH,
)
ZH2 = localized(ZH, times=lambda n: f"2026年11月28日 {n + 8:02}:15")
shape(
    "baidu_old",
    "http://news.brasswheel.example/ns?word=sea",
    lambda n, s: (
        f'<div class="result" id="{n + 1}"><h3 class="c-title"><a href="{s.url}" target="_blank">{s.headline}</a></h3><div class="c-summary c-row "><p class="c-author">{s.outlet}&nbsp;&nbsp;{s.time}</p>当地政府周六表示，双方经过多年协商终于达成一致。工程将于明年春天完成，居民表示欢迎。<span class="c-info"><a class="c-cache" href="http://cache.brasswheel.example/c?m={n}">百度快照</a></span></div></div>'
    ),
    stories=ZH2,
)
shape(
    "toutiao",
    "https://relay.example/",
    lambda n, s: (
        f'<div class="feed-card-wrapper feed-card-article-wrapper"><div class="feed-card-article"><div class="feed-card-article-l"><a class="title" href="https://relay.example/article/71709{n:02}331/" rel="noopener">{s.headline}</a><div class="feed-card-footer-cmp"><div class="left-tools"><div class="feed-card-footer-cmp-author"><a href="https://relay.example/c/user/{n}/">{s.outlet}</a></div><div class="feed-card-footer-comment-cmp"><a href="https://relay.example/article/71709{n:02}331/#comment">{n + 12}评论</a></div><div class="feed-card-footer-time-cmp">{s.time}</div></div></div></div></div></div>'
    ),
    stories=ZH,
)
RU_HEADS = (
    "Углубление гавани началось после девяти лет спора",
    "Новый паром для дальнего острова наконец заказан",
    "Шторм третью ночь закрывает северную дорогу",
    "Совет продал старый маяк его смотрителю",
    "Сезон сельди откроется на неделю позже",
    "Почему никто не хочет учить детей на острове",
    "Рыбаки нашли колокол, затонувший в 1871 году",
    "Ветропарк впервые заплатил деревне",
    "Два тюленя поселились в марине",
    "Пекарня на дамбе получила приз за чёрный хлеб",
    "Суд остановил мост между островами",
    "Музей показал письма последнего китобоя",
)
RU_OUT = (
    "Морской вестник",
    "Причал.ру",
    "Солёное зеркало",
    "Мыс ТВ",
    "Морской вестник",
    "Радио Чайка",
    "Причал.ру",
    "Болотная газета",
    "Мыс ТВ",
    "Радио Чайка",
    "Солёное зеркало",
    "Болотная газета",
)
RU = localized(STORIES, times=lambda n: f"{n + 9:02}:15", heads=RU_HEADS, outlets=RU_OUT)
shape(
    "yandex_news",
    "https://brasswheel.example/news",
    lambda n, s: (
        f'<div class="mg-grid__col"><article class="mg-card mg-card_flexible-half news-card"><div class="mg-card__media"></div><div class="mg-card__text-content"><h2 class="mg-card__title"><a class="mg-card__link" href="https://brasswheel.example/news/story/{n}--a8be{n}?lang=ru">{s.headline}</a></h2><div class="mg-card__annotation">Об этом в субботу сообщили местные власти. Работы продлятся до весны.</div></div><div class="mg-card-footer"><div class="mg-card-source"><span class="mg-card-source__source"><a class="mg-card__source-link" href="{s.url}" aria-label="Источник: {s.outlet}">{s.outlet}</a></span><span class="mg-card-source__time">{s.time}</span></div></div></article></div>'
    ),
    stories=RU,
)
shape(
    "mail_ru",
    "https://news.brasswheel.example/",
    lambda n, s: (
        f'<div class="newsitem newsitem_height_fixed"><span class="cell"><a class="newsitem__title link-holder" href="/society/{58000 + n}/"><span class="newsitem__title-inner">{s.headline}</span></a></span><div class="newsitem__params"><span class="newsitem__param js-ago" datetime="2026-11-28T{n:02}:15:00+03:00">{s.time}</span><span class="newsitem__param">{s.outlet}</span></div></div>'
    ),
    stories=RU,
)
# --- portals
shape(
    "msn_cards",
    "https://relay.example/en-us/news",
    lambda n, s: (
        f'<div class="card-wrapper"><msft-card class="contentcard"><a class="title" href="https://relay.example/en-us/news/world/{s.slug}/ar-AA1{n}xyz" target="_blank">{s.headline}</a><div class="attribution"><img src="/f.png" alt="{s.outlet}"><span class="provider-name">{s.outlet}</span><span class="publish-time"> · {n + 2}h</span></div><div class="social"><button>{n + 3}</button></div></msft-card></div>'
    ),
    time=lambda s: f"{STORIES.index(s) + 2}h",
)
shape(
    "msn_old",
    "https://relay.example/en-gb/news",
    lambda n, s: (
        f'<li tabindex="-1" class="rc-item"><a href="/en-gb/news/uknews/{s.slug}/ar-BB{n}aXy?li=BBoPWjQ" ><img alt="{s.headline}" src="/i.jpg"><div class="caption"><h3>{s.headline}</h3></div></a><div class="sourcename"><span class="sourcetitle"><img alt="{s.outlet} logo" src="/l.png"><span>{s.outlet}</span></span></div></li>'
    ),
    outer='<ul class="rc">{}</ul>',
    time=lambda s: None,
)
shape(
    "newsnow",
    "https://relay.example/h/",
    lambda n, s: (
        f'<div class="hl" data-id="{n}"><div class="hl__inner"><a class="hll" href="https://c.relay.example/A/112{n:04}?-303:2" target="_blank">{s.headline}</a> <span class="meta"><span class="src src-part" data-pub="{n}">{s.outlet}</span><span class="time" data-time="17{n}">{n + 8:02}:15</span><span class="c"></span><a class="st" title="Save" href="#"></a></span></div></div>'
    ),
    time=lambda s: f"{STORIES.index(s) + 8:02}:15",
)
shape(
    "rcp",
    "https://www.brasswheel.example/",
    lambda n, s: (
        f'<div class="post"><div class="title"><a href="{s.url}">{s.headline}</a></div><div class="byline"><span class="author"><a href="/authors/{n}/">{s.author}</a></span>, <span class="source">{s.outlet}</span></div></div>'
    ),
    time=lambda s: None,
)
shape(
    "rcp_plain",
    "https://www.brasswheel.example/",
    lambda n, s: f'<li><a href="{s.url}">{s.headline}</a><br>{s.author}, {s.outlet}</li>',
    outer="<ul class=x>{}</ul>",
    time=lambda s: None,
    outlet=lambda s: ANY,
)
shape(
    "allsides",
    "https://www.brasswheel.example/",
    lambda n, s: (
        f'<div class="news-item {["left", "center", "right"][n % 3]}"><a class="news-item" href="/news/2026-11-28-{n:02}15/{s.slug}"><div class="news-title">{s.headline}</div></a><div class="news-source"><div class="source-area"><a class="source-name" href="/news-source/{s.host.split(".")[0]}">{s.outlet}</a><span class="bias-label">{["Lean Left", "Center", "Lean Right"][n % 3]}</span></div></div></div>'
    ),
    time=lambda s: None,
)
shape(
    "flipboard",
    "https://relay.example/topic/sea",
    lambda n, s: (
        f'<li class="item"><article class="post--card"><h1 class="post__title"><a href="https://relay.example/article/{s.slug}/f-{n}ab3c">{s.headline}</a></h1><p class="post__attribution"><a class="author-attribution" href="/@{s.host.split(".")[0]}"><span>{s.outlet}</span></a> - <span class="byline">{s.author}</span> • <time>{n + 2}h</time></p><p class="post__excerpt">{s.teaser}</p><div class="actions"><button>Like</button><button>Flip</button></div></article></li>'
    ),
    time=lambda s: f"{STORIES.index(s) + 2}h",
)
shape(
    "feedly",
    "https://reader.brasswheel.example/i/all",
    lambda n, s: (
        f'<div class="entry magazine unread" data-u="{n}"><div class="content"><a class="title unread" href="{s.url}">{s.headline}</a><div class="metadata"><span class="engagement">{n * 10 + 100}</span><a class="source" href="/i/subscription/feed/{s.host}">{s.outlet}</a> <span class="author">by {s.author}</span> <span class="ago" title="Published: Sat, 28 Nov 2026">/ {n + 2}h</span></div><div class="summary">{s.teaser}</div></div></div>'
    ),
    time=lambda s: f"{STORIES.index(s) + 2}h",
)
# --- press lists, newsletters
shape(
    "prnewswire",
    "https://relay.example/news-releases/",
    lambda n, s: (
        f'<div class="row newsCards"><div class="col-sm-12 card"><a class="newsreleaseconsolidatelink display-outline" href="/news-releases/{s.slug}-30{n}112.html" title="{s.headline}"><h3><small>Nov 28, 2026, {n + 8:02}:15 ET</small> {s.headline}</h3><p class="remove-outline">{s.teaser}</p></a></div></div>'
    ),
    outlet=lambda s: None,
    time=lambda s: f"Nov 28, 2026, {STORIES.index(s) + 8:02}:15 ET",
)
shape(
    "weekly_newsletter",
    "https://tidalweekly.example/issues/314",
    lambda n, s: (
        f'<table class="el-item item" width="100%"><tr><td><p class="desc"><span class="mainlink"><a href="https://tidalweekly.example/link/17{n}/web" title="{s.host}">{s.headline}</a></span> — {s.teaser}</p><p class="name">{s.author}</p></td></tr></table>'
    ),
    title="Tidal Weekly Issue 314: November 28, 2026",
    outlet=lambda s: None,
    time=lambda s: None,
)
shape(
    "weekly_newsletter_direct",
    "https://tidalweekly.example/issues/314",
    lambda n, s: (
        f'<table class="el-item item" width="100%"><tr><td><p class="desc"><span class="mainlink"><a href="{s.url}">{s.headline}</a></span> — {s.teaser}</p><p class="name">{s.author}</p></td></tr></table>'
    ),
    title="Tidal Weekly Issue 314: November 28, 2026",
    outlet=lambda s: None,
    time=lambda s: None,
)
shape(
    "tldr",
    "https://tldr.brasswheel.example/tech/2026-11-28",
    lambda n, s: (
        f'<article class="mt-3"><a class="font-bold" href="{s.url}?utm_source=tldr"><h3>{s.headline} ({n + 2} minute read)</h3></a><div class="newsletter-html">{s.teaser} {s.teaser}</div></article>'
    ),
    outlet=lambda s: None,
    time=lambda s: None,
    head=lambda s: f"{s.headline} ({STORIES.index(s) + 2} minute read)",
)
shape(
    "hackernewsletter",
    "https://mail.brasswheel.example/630",
    lambda n, s: (
        f'<p style="font-size:16px"><a href="{s.url}" style="color:#3b5998">{s.headline}</a>&nbsp;<span style="color:#888">//{s.host.split(".")[0]}</span>&nbsp;<a href="https://news.y.example/item?id={n}">comments&rarr;</a></p>'
    ),
    outlet=lambda s: ANY,
    time=lambda s: None,
)
shape(
    "longreads",
    "https://www.brasswheel.example/picks/",
    lambda n, s: (
        f'<article class="post type-lr_pick"><h2 class="entry-title"><a href="{s.url}">{s.headline}</a></h2><div class="entry-meta"><span class="pick-author">{s.author}</span> | <span class="pick-source">{s.outlet}</span> | <span class="pick-date">November {n + 8}, 2026</span> | <span>{n + 3},200 words</span></div><div class="entry-content"><p>{s.teaser}</p></div></article>'
    ),
    time=lambda s: f"November {STORIES.index(s) + 8}, 2026",
)


# --- boxes of one outlet each
def alltop() -> tuple[str, list[Item]]:
    """One box for each outlet."""
    by: dict[str | None, list[Story]] = {}
    for s in STORIES + tuple(replace(s, headline="Again: " + s.headline) for s in STORIES):
        by.setdefault(s.outlet, []).append(s)
    html = "".join(
        f'<div class="box"><h3><a href="https://www.{g[0].host}/">{o}</a></h3><ul>'
        + "".join(f'<li><a class="hl" href="{s.url}">{s.headline}</a></li>' for s in g)
        + "</ul></div>"
        for o, g in by.items()
    )
    return html, [(s.headline, s.outlet, None) for g in by.values() for s in g]


_BOXES, _BOXED = alltop()
SHAPES.append(Shape("alltop", "https://brasswheel.example/", f"<html><body>{NAV}{_BOXES}{FOOT}</body></html>", _BOXED))
# --- planet
shape(
    "planet",
    "https://planet.brasswheel.example/",
    lambda n, s: (
        f'<div class="entry"><h3 class="post"><a href="https://www.{s.host}/" title="{s.outlet}">{s.outlet}</a></h3><h4><a href="{s.url}">{s.headline}</a></h4><div class="entry-body"><p>{s.teaser} {s.teaser} {s.teaser}</p><p>{s.teaser} {STORIES[(n + 1) % 12].teaser} {STORIES[(n + 2) % 12].teaser} {s.teaser}</p></div><p><em><a href="{s.url}">November 28, 2026 {n:02}:15</a> UTC</em></p></div>'
    ),
    time=lambda s: f"November 28, 2026 {STORIES.index(s):02}:15",
)
# --- press review table
shape(
    "press_review",
    "https://www.brasswheel.example/presse/",
    lambda n, s: (
        f'<tr><td class="d">28.11.2026</td><td class="z">{s.outlet}</td><td class="t"><a href="{s.url}" target="_blank">{s.headline}</a></td></tr>'
    ),
    outer="<table><tr><th>Datum</th><th>Zeitung</th><th>Titel</th></tr>{}</table>",
    time=lambda s: "28.11.2026",
)
shape(
    "seznam",
    "https://www.brasswheel.example/",
    lambda n, s: (
        f'<article class="d-article"><a class="d-img" href="{s.url}?seznam=hp"><img alt="" src="/a"></a><div><h3 class="d-title"><a href="{s.url}?seznam=hp">{s.headline}</a></h3><p class="d-perex">{s.teaser}</p><div class="d-footer"><span class="d-src">{s.outlet}</span><span>před {n + 2} hodinami</span></div></div></article>'
    ),
    time=lambda s: f"před {STORIES.index(s) + 2} hodinami",
)
shape(
    "einpresswire",
    "https://www.brasswheel.example/",
    lambda n, s: (
        f'<div class="article-item"><h3><a class="title" href="/article/76{n}001/{s.slug}">{s.headline}</a></h3><p class="excerpt">{s.teaser}</p><p class="meta">Source: <a href="/source/{n}">{s.outlet}</a> | November 28, 2026 {n + 8:02}:15 GMT</p></div>'
    ),
    time=lambda s: f"November 28, 2026 {STORIES.index(s) + 8:02}:15 GMT",
)
shape(
    "biztoc",
    "https://www.brasswheel.example/",
    lambda n, s: (
        f'<div class="story"><a class="t" href="{s.url}">{s.headline}</a><div class="b"><img src="/i/{n}.ico" alt=""><span class="d">{s.host}</span><span class="x">{n + 2}h</span></div></div>'
    ),
    outlet=lambda s: s.host,
    time=lambda s: f"{STORIES.index(s) + 2}h",
)
shape(
    "hckr",
    "https://www.brasswheel.example/",
    lambda n, s: (
        f'<li class="entry row"><a class="span1 hn" href="https://news.y.example/item?id={n}"><span>{n + 20}</span></a><a class="span15 story" href="{s.url}">{s.headline}<span class="source">{s.host}</span></a></li>'
    ),
    outer="<ul class=entries>{}</ul>",
    outlet=lambda s: s.host,
    time=lambda s: None,
)

shape(
    "counted",
    HUB,
    lambda n, s: (
        f'<div class="row"><a class="ttl" href="/go?id={n}&url={s.url.replace(":", "%3A").replace("/", "%2F")}">{s.headline}</a></div>'
    ),
    outlet=lambda s: ANY,
    time=lambda s: None,
)
shape(
    "old_google_news",
    HUB,
    lambda n, s: (
        f'<table><tr><td valign=top><a href="{s.url}"><b>{s.headline}</b></a><br><font size=-1><b><font color=#6f6f6f>{s.outlet} -</font> <nobr>{s.time}</nobr></b></font><br><font size=-1>{s.teaser}</font><br><a href="/news?ncl=x{n}"><b>all {n * 31 + 40} news articles&nbsp;&raquo;</b></a></td></tr></table>'
    ),
)
shape(
    "old_portal_cite",
    HUB,
    lambda n, s: (
        f'<li><a href="{s.url}">{s.headline}</a> <cite>{s.outlet} - <abbr title="2026-11-28T0{n % 10}:00:00Z">{s.time}</abbr></cite></li>'
    ),
    outer="<ul>{}</ul>",
)
shape(
    "cards_of_hashed_classes",
    HUB,
    lambda n, s: (
        f'<a class="css-1xk" href="/article/{n}a8f31c0d{n}"><div class="css-9ab"><h3 class="css-qq1">{s.headline}</h3><div class="css-zz8"><span class="css-k1">{s.outlet}</span><span class="css-k2">{n + 2}h</span></div></div></a>'
    ),
    time=lambda s: f"{STORIES.index(s) + 2}h",
)
shape(
    "cards_without_classes",
    HUB,
    lambda n, s: (
        f'<div><a href="{s.url}"><img src="/i{n}.jpg" alt=""><h3>{s.headline}</h3></a><p>{s.teaser}</p><div><span>{s.outlet}</span> <span>{s.time}</span></div></div>'
    ),
    outer="<main>{}</main>",
)
shape(
    "dash_behind_the_link",
    HUB,
    lambda n, s: f'<li><a href="{s.url}">{s.headline}</a> - {s.outlet}</li>',
    outer="<ul>{}</ul>",
    time=lambda s: None,
)
shape(
    "brackets_behind_the_link",
    HUB,
    lambda n, s: f'<p><a href="{s.url}">{s.headline}</a> ({s.outlet})</p>',
    time=lambda s: None,
)
shape(
    "outlet_before_the_link",
    HUB,
    lambda n, s: f'<p><b>{s.outlet}</b>: <a href="{s.url}">{s.headline}</a></p>',
    time=lambda s: None,
)
shape(
    "plain_table",
    HUB,
    lambda n, s: (
        f'<tr><td>{n + 1}</td><td><a href="{s.url}">{s.headline}</a></td><td>{s.outlet}</td><td>2026-11-28</td></tr>'
    ),
    outer="<table><tr><th>#</th><th>Title</th><th>Source</th><th>Date</th></tr>{}</table>",
    time=lambda s: "2026-11-28",
)
shape(
    "definition_list",
    HUB,
    lambda n, s: f'<dt><a href="{s.url}">{s.headline}</a></dt><dd>{s.outlet}, 28 Nov 2026 - {s.teaser}</dd>',
    outer="<dl>{}</dl>",
    time=lambda s: "28 Nov 2026",
    outlet=lambda s: ANY,
)
shape(
    "mail_without_classes",
    "https://brief.brasswheel.example/2026-11-28",
    lambda n, s: (
        f'<tr><td style="padding:8px"><p><strong><a href="{s.url}?utm_source=brief">{s.headline}</a></strong></p><p>{s.teaser} <em>({s.outlet})</em></p></td></tr>'
    ),
    outer="<table>{}</table>",
    title="The Daily Brief: newsletter of November 28",
    time=lambda s: None,
)
shape(
    "search_with_paths",
    "https://search.brasswheel.example/news?q=sea",
    lambda n, s: (
        f'<div class="snippet"><a href="{s.url}"><div class="site"><cite>{s.host} <span>&rsaquo; news</span></cite></div><div class="title">{s.headline}</div></a><div class="desc"><span class="age">{s.time}</span> - {s.teaser}</div></div>'
    ),
    outlet=lambda s: ANY,
)
shape(
    "custom_elements",
    HUB,
    lambda n, s: (
        f'<feed-post><div slot="head"><span>r/sea</span> <faceplate-ago>{s.time}</faceplate-ago></div><a slot="title" href="{s.url}">{s.headline}</a><a slot="link" href="{s.url}">{s.host}</a><div slot="foot"><button>{n + 4}</button><a href="/c/{n}">{n + 1} comments</a></div></feed-post>'
    ),
    outlet=lambda s: s.host,
)
shape(
    "rivva",
    HUB,
    lambda n, s: (
        f'<article class="item"><div class="source"><a href="https://www.{s.host}/">{s.outlet}</a> &middot; <time>{s.time}</time></div><h2><a href="{s.url}">{s.headline}</a></h2><p>{s.teaser}</p><div class="more"><a href="/item/{n}">{n + 3} Reaktionen</a></div></article>'
    ),
)


def days() -> str:
    """Lists under days, each with clocks of its own."""
    out: list[str] = []
    for d, g in (("Saturday, November 28", STORIES[:6]), ("Friday, November 27", STORIES[6:])):
        out.append(
            f'<h2 class="day">{d}</h2><ul class="links">'
            + "".join(
                f'<li><span class="tm">{10 + n}:15</span> <a href="{s.url}">{s.headline}</a> <span class="by">{s.outlet}</span></li>'
                for n, s in enumerate(g)
            )
            + "</ul>"
        )
    return "".join(out)


SHAPES.append(
    Shape(
        "days",
        HUB,
        f"<html><body>{NAV}<h1>Brasswheel</h1>{days()}{FOOT}</body></html>",
        [(s.headline, s.outlet, f"{10 + n % 6}:15") for n, s in enumerate(STORIES)],
    )
)
shape(
    "spanish_portal",
    HUB,
    lambda n, s: (
        f'<article class="noticia"><h2><a href="/noticias/{s.slug}-{n}4501.html">{s.headline}</a></h2><p class="firma">{["El Diario del Mar", "Radio Costa", "La Voz del Puerto", "Diario de la Marina", "Prensa del Sur"][n % 5]} | hace {n + 2} horas</p></article>'
    ),
    outlet=lambda s: ["El Diario del Mar", "Radio Costa", "La Voz del Puerto", "Diario de la Marina", "Prensa del Sur"][
        STORIES.index(s) % 5
    ],
    time=lambda s: f"hace {STORIES.index(s) + 2} horas",
)
AR = ("جريدة البحر", "قناة الميناء", "صحيفة الساحل", "وكالة أنباء الجزر")
shape(
    "arabic_portal",
    HUB,
    lambda n, s: (
        f'<div class="n"><a href="/news/{n}8812">{"افتتاح الميناء الجديد بعد خلاف دام تسع سنوات رقم"} {n + 1}</a><div><span>{AR[n % 4]}</span><span>منذ {n + 3} ساعات</span></div></div>'
    ),
    head=lambda s: f"افتتاح الميناء الجديد بعد خلاف دام تسع سنوات رقم {STORIES.index(s) + 1}",
    outlet=lambda s: AR[STORIES.index(s) % 4],
    time=lambda s: f"منذ {STORIES.index(s) + 3} ساعات",
)
shape(
    "sina_rolling",
    "https://relay.example/roll",
    lambda n, s: (
        f'<li><span class="c_tit"><a href="https://news.relay.example/c/2026-11-28/doc-iirczymk{n}4187{n}.shtml">{s.headline}</a></span><span class="c_time">11-28 {n + 8:02}:15</span></li>'
    ),
    stories=ZH,
    outer='<ul class="list_009">{}</ul>',
    outlet=lambda s: None,
    time=lambda s: f"11-28 {ZH.index(s) + 8:02}:15",
)

shape(
    "old_rows",
    HUB,
    lambda n, s: (
        f'<tr class="r"><td>{n + 1}.</td><td><a href="{s.url}">{s.headline}</a> (<span>{s.host}</span>)</td></tr><tr><td></td><td>4{n} points by <a href="u?id=u{n}">u{n}</a> <span>{s.time}</span> | <a href="i?id={n}">{n} comments</a></td></tr><tr></tr>'
    ),
    outer="<table>{}</table>",
    outlet=lambda s: s.host,
)
