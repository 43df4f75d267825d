"""More shapes of aggregators' pages, whose outlets are brands and accounts: names that say nothing of the press.

Invented like those of `shapes`, which they go on from; here hosts, places and markup have to say what names an outlet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.pages.lists.shapes import ANY, FOOT, NAV, STORIES, Shape, Story

HUB = "https://www.brasswheel.example/"
_BRANDS = ("Ferrum", "Nordkant", "The Verso", "Kelpline", "Ozon Insight", "Marrow & Pine", "Alderley")
_HOSTS = ("ferrum", "nordkant", "theverso", "kelpline", "ozoninsight", "marrowandpine", "alderley")
BRANDED = tuple(
    replace(story, outlet=_BRANDS[(n * 3 + n // 5) % 7], host=f"{_HOSTS[(n * 3 + n // 5) % 7]}.example")
    for n, story in enumerate(STORIES)
)
#: Accounts of a platform, as Chinese portals print them.
_ACCOUNTS = ("岛上渔人说", "观潮解局", "小鱼聊科技", "盐田旧事", "灯塔下的猫", "北礁纪实")
_ZH = (
    "外港疏浚工程历经九年争议终于开工",
    "离岛新渡轮终于下单明年春天交付",
    "暴风雨致北部公路连续第三夜封闭",
    "镇议会把旧灯塔卖给了守塔人",
    "鲱鱼捕捞季比原计划推迟一周",
    "为什么没人愿意去岛上学校教书",
    "渔民打捞起1871年沉没的古钟",
    "风电场向村民发放第一笔分红",
    "两只海豹住进码头赶也赶不走",
    "堤坝上的面包店凭黑面包获奖",
    "法院叫停连接两座岛的大桥工程",
    "博物馆展出最后一位捕鲸人的信",
)
ACCOUNTS = tuple(
    replace(story, headline=_ZH[n], outlet=_ACCOUNTS[(n * 5) % 6], time=f"{n + 2}小时前")
    for n, story in enumerate(STORIES)
)
BRAND_SHAPES: list[Shape] = []


def _outlet(story: Story) -> str | None:
    return story.outlet


def _time(story: Story) -> str | None:
    return story.time


def _host(story: Story) -> str | None:
    return story.host


def _any(_: Story) -> str | None:
    return ANY


def _nothing(_: Story) -> str | None:
    return None


def shape(
    name: str,
    row: Callable[[int, Story], str],
    *,
    url: str = HUB,
    stories: Sequence[Story] = BRANDED,
    outer: str = "{}",
    outlet: Callable[[Story], str | None] = _outlet,
    time: Callable[[Story], str | None] = _time,
    title: str = "Brasswheel",
) -> None:
    """Add the page that has one *row* for each story, inside *outer*."""
    rows = "\n".join(row(n, s) for n, s in enumerate(stories))
    html = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{NAV}<h1>{title}</h1>{outer.replace('{}', rows)}{FOOT}</body></html>"
    BRAND_SHAPES.append(Shape(name, url, html, [(s.headline, outlet(s), time(s)) for s in stories]))


# --- links stay on the page's own site, outlets are printed
shape(
    "feed_cards",
    lambda n, s: (
        f'<div class="card"><a class="contentCard" href="/en/news/other/{s.slug}/ar-AA1x{n}Z9"><div class="attr"><img src="/i{n}.png" alt=""><span class="prov">{s.outlet}</span> · <span class="ago">{n + 2}h</span></div><h3>{s.headline}</h3></a><div class="react"><span>{n * 7 + 3}</span></div></div>'
    ),
    time=lambda s: f"{BRANDED.index(s) + 2}h",
)
shape(
    "app_articles",
    lambda n, s: (
        f'<li><a href="/en/article/{n}88120{n}"><div class="b"><h3>{s.headline}</h3><footer>{s.outlet}</footer></div></a></li>'
    ),
    outer="<ul>{}</ul>",
    time=_nothing,
    url="https://www.relay.example/",
)
shape(
    "dot_and_hours",
    lambda n, s: (
        f'<article class="t"><a href="/a/{s.slug}-{n}77120"><h2 class="hd">{s.headline}</h2></a><p class="mt">{s.outlet} • {s.time}</p></article>'
    ),
)
shape(
    "relay_addresses",
    lambda n, s: (
        f'<article class="x1"><div class="x2"><div class="x3">{s.outlet}</div><a class="x4" href="./read/CBMiK{n}xYZ{"q" * 3}AFBVV95cUxOQ{n}Z{s.slug[:9].replace("-", "x")}aB3dE5fG7hJ9kL1?hl=en">{s.headline}</a></div><div class="x5"><time datetime="2026-11-28T{n:02}:00:00Z">{s.time}</time></div></article>'
    ),
    outer="<main>{}</main>",
)
shape(
    "accounts",
    lambda n, s: (
        f'<div class="feed-card-article"><div class="feed-card-article-l"><a href="/article/70{n}8812345{n}/" class="title">{s.headline}</a><div class="feed-card-footer-cmp"><div class="left"><a href="/c/user/token/MS4w{n}/" class="who">{s.outlet}</a><div class="num">{n * 12}评论</div><div class="ago">{s.time}</div></div></div></div></div>'
    ),
    stories=ACCOUNTS,
)
shape(
    "account_links",
    lambda n, s: (
        f'<div class="news-item"><h4><a href="/a/4{n}8812_1{n % 3}">{s.headline}</a></h4><div class="other"><a class="author" href="/u/{n % 6}">{s.outlet}</a><span class="dot">·</span><span class="tm">{s.time}</span><a class="com" href="/a/4{n}8812#c">评论({n})</a></div></div>'
    ),
    stories=ACCOUNTS,
    url="https://www.relay.example/",
)
shape(
    "stream_sources",
    lambda n, s: (
        f'<li class="stream"><a href="/c/8Kq{n}Za{n}4t" title="{s.headline}">{s.headline}</a><div class="stream-info"><span class="mr10">{s.outlet}</span><time class="tm">{s.time}</time></div></li>'
    ),
    stories=ACCOUNTS,
    outer="<ul>{}</ul>",
)
shape(
    "source_marked",
    lambda n, s: (
        f'<div class="data_row"><div class="news_title"><h3><a href="/article/FK6{n}DG9J0001.html">{s.headline}</a></h3></div><div class="news_tag"><div class="keywords"><a href="/k/{n}">渔业</a><a href="/k/x{n}">海港</a></div><span class="source">{s.outlet}</span><span class="time">{s.time}</span></div></div>'
    ),
    stories=ACCOUNTS,
)
shape(
    "publication_brackets",
    lambda n, s: (
        f'<li><a href="/stories/2026112800{n:02}.html"><span class="loc">Skerry:</span> <span class="hl">{s.headline}</span></a> <span class="publication">[{s.outlet}]</span></li>'
    ),
    outer="<ul>{}</ul>",
    time=_nothing,
)
shape(
    "reader",
    lambda n, s: (
        f'<div class="story"><span class="feed_title">{s.outlet}</span> <a class="story_title" href="{s.url}">{s.headline}</a> <span class="date">{s.time}</span></div>'
    ),
)
shape(
    "dailies",
    lambda n, s: (
        f'<li class="lst"><a href="/news/{s.slug}-newsid-n{n}55120"><figure><img src="/i{n}.jpg"></figure><h2>{s.headline}</h2></a><div class="src"><p>{s.outlet}</p><span>{n + 2}h</span></div></li>'
    ),
    outer="<ul>{}</ul>",
    time=lambda s: f"{BRANDED.index(s) + 2}h",
)
shape(
    "logo_names",
    lambda n, s: (
        f'<div class="bm-card"><h3><a href="/{s.slug}-c4{n}991200.epi">{s.headline}</a></h3><div class="f"><a class="src" href="/p-{n % 7}.epi"><img src="/l{n % 7}.png" alt="{s.outlet}"></a><time datetime="2026-11-28T{n:02}:00:00Z">{s.time}</time><a href="/lq/{n}">{n + 2} related</a></div></div>'
    ),
    outlet=_any,
    url="https://www.relay.example/",
)
shape(
    "clock_cards",
    lambda n, s: (
        f'<a class="top-card" href="/ru/{n}551204-{s.slug}/"><div class="t1">{s.headline}</div><div class="t2"><span class="t3">{s.outlet}</span><span class="t4">{20 - n}:15</span></div></a>'
    ),
    time=lambda s: f"{20 - BRANDED.index(s)}:15",
)

# --- links lead to the outlets
shape(
    "picked",
    lambda n, s: (
        f'<article><div><h3><a href="{s.url}?utm_source=pick">{s.headline}</a></h3><p>{s.teaser}</p></div><footer><cite><a href="{s.url}">{s.outlet}</a></cite><span class="rt">{n * 5 % 7 + 2} min</span></footer></article>'
    ),
    time=_nothing,
)
shape(
    "bias_rows",
    lambda n, s: (
        f'<div class="src-row"><div class="src-head"><img src="/l{n}.png" alt=""><span class="nm">{s.outlet}</span><button>{["Left", "Lean Left", "Center", "Lean Right"][n % 4]}</button><button>High Factuality</button></div><h4><a href="{s.url}">{s.headline}</a></h4><p>{s.teaser}</p><div class="b"><span>{s.time}</span><span>Skerry, Outer Isles</span><a href="{s.url}">Read Full Article</a></div></div>'
    ),
)
shape(
    "dugg",
    lambda n, s: (
        f'<article class="dg"><a class="img" href="{s.url}"><img src="/{n}.jpg"></a><div><a class="site" href="/@{s.host}">{s.host}</a><h2><a href="{s.url}">{s.headline}</a></h2><div class="mt"><span>{s.time}</span><span>{n * 31 + 4} diggs</span></div></div></article>'
    ),
    outlet=_host,
)
shape(
    "bookmarks",
    lambda n, s: (
        f'<div class="bookmark"><a class="bt" href="{s.url}">{s.headline}</a><div class="desc">{s.teaser}</div><a class="tag" href="/t:sea">sea</a> <a class="tag" href="/t:law">law</a> <span class="cr">by <a href="/u:kelp{n}">kelp{n}</a></span> <a class="when" title="2026.11.28">{s.time}</a> <a class="cnt" href="/url:{n}">{n + 40}</a></div>'
    ),
    outlet=_any,
)
shape(
    "release_sources",
    lambda n, s: (
        f'<li><div class="dt">November 28, 2026 {n + 1:02}:15 ET | Source: {s.outlet}</div><div class="ml"><a href="/news-release/2026/11/28/31{n}220/0/en/{s.slug}.html">{s.headline}</a></div><p>{s.teaser}</p></li>'
    ),
    outer="<ul>{}</ul>",
    time=lambda s: f"November 28, 2026 {BRANDED.index(s) + 1:02}:15 ET",
)
shape(
    "trending_links",
    lambda n, s: (
        f'<a class="story" href="{s.url}" target="_blank"><div class="det"><div class="pub"><span>{s.host}</span> · <time datetime="2026-11-28T{n:02}:00:00Z">{n + 2}h</time></div><div class="ttl">{s.headline}</div><div class="sh">{n * 3 + 9} people shared</div></div></a>'
    ),
    outlet=_host,
    time=lambda s: f"{BRANDED.index(s) + 2}h",
)
shape(
    "issue_counter",
    lambda n, s: (
        f'<table class="el-item"><tr><td><p class="desc"><span class="mainlink"><a href="https://issues.brasswheel.example/link/15{n}331/web" title="{s.host}">{s.headline}</a></span> — {s.teaser}</p><p class="name">{s.author}</p></td></tr></table>'
    ),
    url="https://issues.brasswheel.example/issues/300",
    title="Brasswheel Weekly Issue 300: November 28, 2026",
    outlet=_any,
    time=_nothing,
)
shape(
    "search_wrapped",
    lambda n, s: (
        f'<div class="g"><h3 class="r"><a href="https://www.google.com/url?q={s.url}&sa=U&ved=0ahUK{n}">{s.headline}</a></h3><div class="slp"><span class="f">{s.outlet} - {s.time}</span></div><div class="st">{s.teaser}</div></div>'
    ),
)
shape(
    "search_ru",
    lambda n, s: (
        f'<div class="compTitle"><a href="https://r.search.yahoo.com/_ylt=AwrE{n};_ylu=Y29s/RV=2/RE=1606/RO=10/RU={s.url.replace(":", "%3a").replace("/", "%2f")}/RK=2/RS=abc{n}-">{s.headline}</a></div><div class="sub"><span>{s.outlet}</span><span>{s.time}</span></div><p>{s.teaser}</p>'
    ),
    outlet=_any,
)
shape(
    "search_above",
    lambda n, s: (
        f'<div class="snippet"><a href="{s.url}"><div class="u"><img src="/f.png"><span>{s.outlet}</span><span class="dot">•</span><span>{s.time}</span></div><div class="tt">{s.headline}</div></a><div class="d">{s.teaser}</div></div>'
    ),
)
shape(
    "alert_mail",
    lambda n, s: (
        f'<tr><td><a href="https://www.google.com/url?rct=j&sa=t&url={s.url}&ct=ga&cd=CAE{n}"><span>{s.headline}</span></a><div><a><span>{s.outlet}</span></a></div><div>{s.teaser}</div></td></tr>'
    ),
    outer="<table>{}</table>",
    time=_nothing,
)
shape(
    "ticker_table",
    lambda n, s: (
        f'<tr class="{"odd" if n % 2 else "even"}"><td>{20 - n}:15</td><td><a href="/n/{n}8812-{s.slug}">{s.headline}</a></td><td>{s.outlet}</td><td>{n + 1}</td></tr>'
    ),
    outer="<table><tr><th>Time</th><th>Headline</th><th>Source</th><th>Read</th></tr>{}</table>",
    time=lambda s: f"{20 - BRANDED.index(s)}:15",
)
shape(
    "quote_news",
    lambda n, s: (
        f'<tr><td width="130">{"Nov-28-26 " if n == 0 else ""}{12 - n:02}:05AM</td><td><div class="c"><div class="l"><a href="{s.url}">{s.headline}</a></div><div class="r"><span>({s.outlet})</span></div></div></td></tr>'
    ),
    outer="<table class='fullview'>{}</table>",
    time=lambda s: f"{12 - BRANDED.index(s):02}:05AM",
)
shape(
    "cells",
    lambda n, s: (
        f'<div class="news-row"><a class="nc nc-date" href="/news/{n}881/c"><time datetime="2026-11-28T{n:02}:00:00Z">{n + 2}h</time></a><a class="nc nc-title" href="/news/{n}881/{s.slug}"><span class="tt">{s.headline}</span> <span class="sd">{s.host}</span></a><a class="nc nc-cur" href="/news/kelp/">KELP</a></div>'
    ),
    outlet=_host,
    time=lambda s: f"{BRANDED.index(s) + 2}h",
)
shape(
    "monitor",
    lambda n, s: (
        f'<p class="ht"><a class="hl" href="{s.url}">{s.headline}</a></p><p class="hs"><a href="/sources/{n % 7}">{s.host.partition(".")[0]}</a> <span>Saturday, November 28, 2026 {n + 1}:05:00 PM CET</span> <a href="/info/{n}">info</a></p><p class="hd">{s.teaser}</p>'
    ),
    outlet=_any,
    time=lambda s: f"Saturday, November 28, 2026 {BRANDED.index(s) + 1}:05:00 PM CET",
)
shape(
    "cards_with_buttons",
    lambda n, s: (
        f'<div class="card"><img class="card-img-top" src="/i{n}.jpg" alt=""><div class="card-body"><h5 class="card-title">{s.headline}</h5><p class="card-text">{s.teaser}</p><p><small class="text-muted">{s.outlet} - {s.time}</small></p><a href="{s.url}" class="btn btn-primary">Read More</a></div></div>'
    ),
    outer='<div class="row">{}</div>',
)
shape(
    "titles_before_sources",
    lambda n, s: f'<li><p>{s.headline} <a href="{s.url}">{s.outlet}</a> <i>{s.time}</i></p></li>',
    outer="<ul>{}</ul>",
)
shape(
    "in_the_news",
    lambda n, s: (
        f'<div class="views-row"><div class="f-date">November {28 - n}, 2026</div><div class="f-title"><a href="{s.url}">{s.headline}</a></div><div class="f-src"><em>{s.outlet}</em></div></div>'
    ),
    time=lambda s: f"November {28 - BRANDED.index(s)}, 2026",
)
shape(
    "river",
    lambda n, s: (
        f'<tr class="ritem"><td class="tm">{n + 1}:05 PM</td><td><cite>{s.author} / <a href="https://www.{s.host}/">{s.outlet}</a>:</cite> <a href="{s.url}">{s.headline}</a></td></tr>'
    ),
    outer="<table>{}</table>",
    time=lambda s: f"{BRANDED.index(s) + 1}:05 PM",
)
shape(
    "two_lines_hashed",
    lambda n, s: (
        f'<li class="_1a9Xw"><span class="_3k1Zq"><a class="_3k2Zq" href="{s.url}">{s.headline}</a></span> <span class="_3k3Zq"><a class="_3k4Zq" href="/t/sea">sea</a></span> <a class="_3k5Zq" href="/domains/{s.host}">{s.host}</a><div class="_3k6Zq">authored by <a href="/~kelp{n}">kelp{n}</a> <span title="2026-11-28 0{n % 10}:00:00 -0600">{s.time}</span> | <a href="/s/{n}abc">{n + 2} comments</a></div></li>'
    ),
    outer='<ol class="_1a8Xw">{}</ol>',
    outlet=_host,
)
shape("text_without_markup", lambda n, s: f'<div><a href="{s.url}">{s.headline}</a> {s.outlet} {s.time}</div>')
shape(
    "boosted_posts",
    lambda n, s: (
        f'<div class="status"><div class="who"><a href="/@kelp{n}"><strong>Kelp {n}</strong> <span>@kelp{n}@mast.example</span></a> <a href="/@kelp{n}/11{n}2288"><time datetime="2026-11-28T{n:02}:00:00Z">{n + 2}h</time></a></div><div class="txt"><p>Worth your time today</p></div><a class="preview" href="{s.url}"><span class="host">{s.outlet}</span><strong>{s.headline}</strong><span class="auth">By {s.author}</span></a></div>'
    ),
    time=lambda s: f"{BRANDED.index(s) + 2}h",
)
shape(
    "threads_of_links",
    lambda n, s: (
        f'<div class="thing link"><p class="title"><a class="title" href="{s.url}">{s.headline}</a> <span class="domain">(<a href="/domain/{s.host}/">{s.host}</a>)</span></p><p class="tagline">enviado <time datetime="2026-11-28T{n:02}:00:00Z">hace {n + 2} horas</time> por <a href="/user/kelp{n}">kelp{n}</a></p><ul><li><a href="/r/sea/comments/{n}a8x/{s.slug}/">{n} comentarios</a></li></ul></div>'
    ),
    outlet=_host,
    time=lambda s: f"hace {BRANDED.index(s) + 2} horas",
)

shape(
    "alerts_by_a_counter",
    lambda n, s: (
        f'<tr><td><a href="https://alerts.copperbell.example/r?id={n}&u={s.url}">{s.headline}</a><br><span>{s.host} | Nov 28, 2026</span><br><span>{s.teaser}</span></td></tr>'
    ),
    outer="<table>{}</table>",
    outlet=_host,
    time=lambda s: "Nov 28, 2026",
)
shape(
    "cited_in_quotes",
    lambda n, s: f'<li>{s.outlet}, “<a href="{s.url}">{s.headline}</a>,” November {n + 10}, 2026</li>',
    outer="<ul>{}</ul>",
    time=lambda s: f"November {BRANDED.index(s) + 10}, 2026",
)


def clusters() -> str:
    """Clusters of an unknown host whose links are all packed."""
    made = []
    for k in range(4):
        rows = "".join(
            f'<article class="u{bool(n)}"><div class="v">{s.outlet}</div><h4><a class="g" href="./read/CBMi{k}{n}kAFBVV95cUxQ{k}{n}Zb3JkZXJhd{s.slug[:7].replace("-", "y")}aB3dE5fG7h">{s.headline}</a></h4><time>{s.time}</time></article>'
            for n, s in enumerate(BRANDED[k * 3 : k * 3 + 3])
        )
        made.append(f'<section class="c">{rows}<a href="./stories/C{k}">Full coverage</a></section>')
    return "".join(made)


BRAND_SHAPES.append(
    Shape(
        "packed_clusters",
        HUB,
        f"<html><body>{NAV}<main>{clusters()}</main>{FOOT}</body></html>",
        [(s.headline, s.outlet, s.time) for s in BRANDED],
    )
)
