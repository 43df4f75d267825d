"""Names of sections: what news sites of many languages call their departments. A label that is one names no outlet."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex

#: Whole labels, or every word of one, case folded.
_NAMES: Final = frozenset(
    """
    news world national nation local regional international global business economy economics finance markets money companies company sport sports football soccer
    tennis cricket rugby golf basketball baseball hockey boxing racing motorsport formula f1 nba nfl mlb nhl olympics tech technology science health medicine
    fitness wellness lifestyle life living style fashion beauty food drink recipes travel culture arts art books music film films movies theatre theater tv
    television entertainment celebrity celebrities showbiz people politics government election elections law crime courts justice police education schools
    university environment climate nature animals weather energy oil gas retail consumer industry industrial aerospace defense defence military war conflict
    auto autos automotive cars motoring transport transportation aviation property housing homes home garden real estate jobs careers opinion opinions analysis
    comment commentary editorial editorials column columns columnists features feature interview interviews interview video videos photos pictures gallery podcast
    podcasts live breaking latest trending popular top stories story most read investigations special reports report review reviews preview guide guides explainer
    explainers data charts graphics history religion faith royal royals family parenting kids women men society social internet web cybersecurity security privacy
    software hardware mobile gadgets gaming games apps ai crypto cryptocurrency bitcoin startups innovation space physics biology chemistry research media
    advertising marketing legal insurance banking banks investing stocks bonds commodities currencies funds deals africa asia europe america americas north
    south east west central middle latin pacific arab russia ukraine china india japan korea france germany italy spain israel iran iraq turkey egypt us u.s. usa uk u.k.
    eu united states kingdom canada mexico brazil australia venezuela and the of & in on to for more other general misc uncategorized featured blog press release releases
    event events archive member premium exclusive sponsored advertorial partner quiz quizzes puzzles horoscope horoscopes obituaries obituary letters magazine newsletter
    welt ausland inland deutschland österreich schweiz europa politik wirtschaft börse finanzen geld unternehmen digital digitales netzwelt technik wissen wissenschaft forschung
    gesundheit medizin sport fußball bundesliga kultur musik kino bücher medien gesellschaft panorama vermischtes leute promis leben stil mode reise reisen auto mobilität karriere bildung
    schule umwelt klima natur wetter regional lokales meinung kommentar kolumne ratgeber verbraucher service familie haus garten immobilien recht justiz kriminalität geschichte
    kulturnachrichten religion essen genuss podcast sicherheit krieg
    monde international économie politique société sports culture sciences santé planète environnement climat médias tech technologies high-tech cinéma musique livres mode
    voyage voyages gastronomie auto automobile immobilier emploi éducation justice faits divers opinions débats tribune chronique régions région histoire religion people vie pratique
    mundo internacional nacional españa américa economía negocios empresas mercados política sociedad deportes fútbol cultura cine música libros televisión gente ciencia
    tecnología salud educación medio ambiente clima motor viajes gastronomía moda estilo opinión editorial sucesos policiales justicia local provincia ciudad madrid barcelona
    brasil economia negócios política sociedade esportes esporte desporto futebol ciência tecnologia saúde educação meio cotidiano opinião entretenimento famosos cidades polícia
    mondo esteri interni italia economia finanza politica società cronaca calcio spettacoli scienza scienze tecnologia salute ambiente viaggi motori cucina opinioni scuola lavoro
    wereld buitenland binnenland economie politiek samenleving cultuur wetenschap technologie gezondheid voetbal media muziek film reizen opinie regio klimaat
    verden utenriks innenriks økonomi politikk kultur teknologi helse vitenskap klima debatt utrikes inrikes ekonomi politik sport nöje kultur vetenskap hälsa udland indland erhverv
    politiikka talous ulkomaat kotimaa urheilu kulttuuri tiede terveys viihde
    świat kraj polska gospodarka biznes polityka kultura nauka technologia zdrowie rozrywka motoryzacja opinie wiadomości styl podróże svět domácí ekonomika byznys politika kultura věda
    zdraví zahraničí külföld belföld gazdaság politika kultúra tudomány lume politică economie cultură sănătate știință sănătate
    мир россия украина беларусь политика экономика бизнес финансы общество происшествия спорт футбол культура наука технологии здоровье авто путешествия мнения армия оборона история
    кино музыка образование экология недвижимость регионы москва интернет медиа світ україна політика економіка суспільство наука культура здоров'я
    dünya gündem türkiye ekonomi siyaset politika spor futbol kültür sanat teknoloji bilim sağlık yaşam magazin eğitim otomobil otomotiv yazarlar
    عالم العالم أخبار عربي عربية دولي محلي محليات سياسة السياسة اقتصاد الاقتصاد رياضة الرياضة ثقافة الثقافة فن فنون صحة الصحة علوم تكنولوجيا تقنية منوعات مجتمع رأي آراء حوادث تعليم
    جهان ایران سیاسی اقتصادی ورزشی فرهنگی اجتماعی علمی
    दुनिया देश भारत राजनीति खेल मनोरंजन व्यापार विज्ञान स्वास्थ्य शिक्षा राज्य
    dunia nasional politik ekonomi bisnis olahraga hiburan teknologi sains kesehatan gaya hidup pendidikan otomotif daerah metro
    thế giới xã hội chính trị kinh tế kinh doanh thể thao giải trí văn hóa khoa học công nghệ sức khỏe giáo dục pháp luật đời sống du lịch xe
    """.split()  # noqa: SIM905  # a table to be read
)
_MOST_WORDS: Final = 5
_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}.'’&-]+")
#: Sections of the scripts that set no spaces, alone or before "news", "channel" and the like.
_UNSPACED: Final = regex.compile(
    r"(?:国际|國際|国内|國內|国内外|全球|世界|社会|社會|时政|時政|政治|政务|经济|經濟|财经|財經|金融|证券|股票|股市|基金|理财|商业|商業|产业|產業|公司|体育|體育|足球|篮球|籃球|娱乐|娛樂|影视|电影|電影|音乐|音樂|明星|文化|艺术|藝術|历史|歷史|读书|科技|科学|科學|互联网|數碼|数码|手机|游戏|遊戲|军事|軍事|教育|健康|医疗|醫療|养生|旅游|旅遊|美食|时尚|時尚|汽车|汽車|房产|房產|家居|生活|情感|星座|法治|法制|环境|環境|天气|天氣|地方|本地|港澳|台湾|台灣|两岸|兩岸|大陆|评论|評論|观点|觀點|图片|圖片|视频|視頻|专题|專題|热点|熱點|热门|要闻|要聞|头条|頭條|最新|滚动|推荐|综合|突发|民生|公益|三农|农业|能源|时事|國內外"
    r"|経済|政治|国際|社会|スポーツ|エンタメ|芸能|生活|文化|科学|テクノロジー|ビジネス|地域|国内|海外|健康|ライフ|IT|音楽|映画|ゲーム|グルメ|野球|サッカー"
    r"|정치|경제|사회|국제|세계|스포츠|연예|문화|생활|과학|IT|IT·과학|생활·문화|오피니언|사설|칼럼|부동산|증권|금융|산업|건강|교육|지역|전국|북한|날씨|여행)(?:新闻|新聞|频道|頻道|消息|资讯|資訊|ニュース|뉴스|일반)?"
    r"|[亚亞欧歐美非]洲|东南亚|中东|美国|日韩|俄罗斯",
    regex.IGNORECASE,
)


@lru_cache(maxsize=8192)
def is_section(label: str) -> bool:
    """Return whether *label* is the name of a section and of nothing else."""
    if _UNSPACED.fullmatch(label):
        return True
    words = _WORD.findall(label.casefold())
    return 0 < len(words) <= _MOST_WORDS and all(word in _NAMES for word in words)
