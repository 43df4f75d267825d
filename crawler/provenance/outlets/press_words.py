"""Words that newspapers, stations and agencies are called by, in many languages: a name that has one sounds like an outlet's.

A sign for lists, where many names stand in one place, and never proof of one name alone: a section is called "World news", a
person may be called Post.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex

_WORDS: Final = frozenset(
    """
    times post news herald tribune gazette journal chronicle daily weekly magazine review observer guardian telegraph mirror express star mail press
    wire radio tv television broadcasting network independent standard examiner inquirer sentinel dispatch courier reporter insider bulletin ledger
    globe register digest newswire media monitor advertiser argus echo newspaper newsroom broadcaster sun nation today
    zeitung nachrichten anzeiger kurier tageblatt rundschau blatt bote presse rundfunk allgemeine tagblatt volksstimme morgenpost abendblatt wochenblatt spiegel
    gazette matin dépêche dépeche soir quotidien hebdo courrier actualités
    diario periódico noticias prensa heraldo mundo semanario telediario vanguardia jornal folha diário notícias correio gazeta imprensa
    corriere gazzetta giornale messaggero notizie stampa quotidiano resto krant dagblad courant nieuws telegraaf volkskrant omroep
    tidende tidning tidningen avisen avis posten nyheter dagens bladet sanomat lehti uutiset nyt
    dziennik wiadomości kurier rzeczpospolita noviny deník zprávy listy novice vijesti vesti novosti novine hírlap hírek ziarul știri
    газета вестник новости известия ведомости правда комсомолка радио тв телеканал лента журнал агентство новини вісник вести время дневник
    gazete gazetesi haber haberler haberleri ajansı ajans televizyonu berita harian kabar báo tin
    نيوز الجزيرة العربية تايمز بوست الوطن الشرق النهار البيان تلفزيون راديو مباشر نیوز خبر اخبار روزنامہ ٹائمز ایکسپریس جنگ מעריב הארץ
    भास्कर पत्रिका उजाला खबर लाइव टीवी वार्ता संवाद নিউজ সংবাদ প্রতিদিন টাইমস টিভি বার্তা பத்திரிகை செய்தி செய்திகள் நியூஸ்  న్యూస్ వార్తలు ന്യൂസ് വാർത്ത ನ್ಯೂಸ್ સમાચાર ન્યૂઝ
    ข่าว นิวส์ phong leht päevaleht postimees avīze laikraštis žinios zëri lajme
    جريدة صحيفة وكالة قناة أخبار إذاعة الأخبار اليوم روزنامه خبرگزاری חדשות ידיעות रेडियो समाचार न्यूज़ न्यूज दैनिक टाइम्स जागरण
    """.split()  # noqa: SIM905  # a table to be read
)
#: Words of sections, which go with "news" without naming anybody.
_SECTIONS: Final = frozenset(
    """
    world national local international business sport sports tech technology science health politics political entertainment money finance financial market
    markets crime weather breaking top latest more all other us uk eu u.s. europe asia africa america video videos photo photos live related my your our the
    a in of and for on opinion culture travel food auto cars gaming music film lifestyle celebrity royal real estate education environment climate energy home
    good big bad popular trending recent current daily weekly today news press release releases media magazine newspaper radio tv television review reviews
    politik wirtschaft kultur panorama lokales aktuelle weitere alle deportes economía cultura política esportes économie monde политика общество экономика спорт
    """.split()  # noqa: SIM905
)
_SCRIPTS: Final = regex.compile(
    r"(?!(?:国际|國際|国内|國內|社会|社會|体育|體育|财经|財經|娱乐|娛樂|时政|軍事|军事|科技|热点|最新|滚动|图片|本地|今日|综合|突发|头条|視頻|视频|民生)(?:新闻|新聞|网|在线|观察))\p{Han}{1,8}(?:日报|晚报|早报|时报|晨报|快报|商报|周报|都市报|周刊|新闻|新闻网|[^上]网|在线|电视台?|卫视|广播|通讯社|新华社|中新社|观察|日報|晚報|時報|週刊|電視)"
    r"|[\p{Han}\p{Hiragana}\p{Katakana}ー・\w ]{1,15}(?:新聞|タイムズ|ニュース|放送|通信|テレビ|オンライン|デジタル|ジャーナル|スポーツ|ポスト|NEWS|プレス|ウォーカー|マガジン)"
    r"|[\p{Hangul}\w]{1,8}(?:일보|신문|뉴스|방송|경제|타임스|TV|미디어|데일리|저널|비즈|투데이|포스트|헤럴드|매일|닷컴|통신)"
)
_DOMAIN: Final = regex.compile(r"[\p{L}\d][\p{L}\d-]*\.(?:\p{L}{2,3}\.)?(?:com|org|net|info|news|tv|fm|io|ru|рф|ру|ua|de|at|ch|fr|it|es|nl|be|pl|cz|uk|eu|se|no|dk|fi|jp|kr|cn|in|us|co|br|gr|tr|il)", regex.IGNORECASE)  # fmt: skip
_WORD: Final = regex.compile(r"[\p{L}\p{M}\d.'’]+")
_MOST_WORDS: Final = 6


@lru_cache(maxsize=8192)
def sounds_like_outlet(name: str) -> bool:
    """Return whether *name* has a word that outlets are called by, and is more than a section's name; or is a domain."""
    if len(name) > 60:
        return False
    if _DOMAIN.fullmatch(name) or _SCRIPTS.fullmatch(name):
        return True
    words = [word.strip(".'’") for word in _WORD.findall(name.casefold())]
    if not 1 < len(words) <= _MOST_WORDS:
        return False
    return any(word in _WORDS for word in words) and any(word not in _SECTIONS for word in words)
