"""The words for times gone by in more languages, in the form of `time_words`; and numbers that sites spell out. Data, no rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from crawler.provenance.times.words import Row

# fmt: off
MORE_ROWS: Final[Mapping[str, Row]] = {
    "af": Row("{} gelede", ("'n paar sekondes", "sekondes"), ("'n minuut", "minuut|minute|min."), ("'n uur", "uur|ure|u."), ("'n dag", "dag|dae"), ("'n week", "week|weke"), ("'n maand", "maand|maande"), ("'n jaar", "jaar")),
    "az": Row("{} əvvəl|{} öncə", ("bir neçə saniyə", "saniyə"), ("bir dəqiqə", "dəqiqə|dəq."), ("bir saat", "saat"), ("bir gün", "gün"), ("bir həftə", "həftə"), ("bir ay", "ay"), ("bir il", "il")),
    "be": Row("{} таму", ("некалькі секунд", "секунду|секунды|секунд"), ("хвіліну", "хвіліну|хвіліны|хвілін|хв."), ("гадзіну", "гадзіну|гадзіны|гадзін|гадз."), ("дзень", "дзень|дні|дзён"), ("тыдзень", "тыдзень|тыдні|тыдняў"),
              ("месяц", "месяц|месяцы|месяцаў"), ("год", "год|гады|гадоў")),
    "et": Row("{} tagasi", ("mõni sekund", "sekundit"), ("üks minut", "minut|minutit|min."), ("tund aega|üks tund", "tund|tundi|t."), ("üks päev", "päev|päeva"), ("üks nädal", "nädal|nädalat"), ("kuu aega", "kuu|kuud"), ("aasta aega|aasta", "aasta|aastat")),
    "et, before": Row("{} eest", ("mõne sekundi", "sekundi"), ("minuti", "minuti|min."), ("tunni", "tunni|t."), ("päeva", "päeva|p."), ("nädala", "nädala|näd."), ("kuu", "kuu"), ("aasta", "aasta|a.")),
    "eu": Row("duela {}", ("segundo batzuk", "segundo"), ("minutu bat", "minutu"), ("ordu bat", "ordu"), ("egun bat", "egun"), ("aste bat", "aste"), ("hilabete bat", "hilabete"), ("urte bat", "urte")),
    "gl": Row("hai {}|fai {}", ("uns segundos", "segundo|segundos"), ("un minuto", "minuto|minutos|min."), ("unha hora", "hora|horas|h."), ("un día", "día|días"), ("unha semana", "semana|semanas"), ("un mes", "mes|meses"), ("un ano", "ano|anos")),
    "is": Row("fyrir {} síðan|fyrir {}", ("nokkrum sekúndum", "sekúndum"), ("mínútu", "mínútu|mínútum|mín."), ("klukkustund", "klukkustund|klukkustundum|klst."), ("degi", "degi|dögum"), ("viku", "viku|vikum"), ("mánuði", "mánuði|mánuðum"), ("ári", "ári|árum")),
    "lt": Row("prieš {}", ("kelias sekundes", "sekundes|sekundžių"), ("minutę", "minutę|minutes|minučių|min."), ("valandą", "valandą|valandas|valandų|val."), ("dieną", "dieną|dienas|dienų|d."), ("savaitę", "savaitę|savaites|savaičių|sav."), ("mėnesį", "mėnesį|mėnesius|mėnesių|mėn."), ("metus", "metus|metų")),
    "lv": Row("pirms {}", ("dažām sekundēm", "sekundēm"), ("minūtes", "minūtes|minūtēm|min."), ("stundas", "stundas|stundām|st.|h."), ("dienas", "dienas|dienām|d."), ("nedēļas", "nedēļas|nedēļām|ned."), ("mēneša", "mēneša|mēnešiem"), ("gada", "gada|gadiem")),
    "mk": Row("пред {}", ("неколку секунди", "секунди"), ("минута|една минута", "минута|минути|мин."), ("час|еден час", "час|часа"), ("ден|еден ден", "ден|дена"), ("недела|една недела", "недела|недели|седмица|седмици"), ("месец|еден месец", "месец|месеци"), ("година|една година", "година|години")),
    "sq": Row("{} më parë", ("disa sekonda", "sekonda"), ("një minutë", "minutë|minuta|min."), ("një orë", "orë"), ("një ditë", "ditë"), ("një javë", "javë"), ("një muaj", "muaj"), ("një vit", "vit|vite|vjet")),
    "ka": Row("{} წინ", ("რამდენიმე წამის", "წამის"), ("წუთის|წუთი", "წუთის|წუთი|წთ."), ("საათის|საათი", "საათის|სთ."), ("დღის", "დღის"), ("კვირის", "კვირის"), ("თვის", "თვის"), ("წლის", "წლის")),
    "hy": Row("{} առաջ", ("մի քանի վայրկյան", "վայրկյան"), ("րոպե", "րոպե"), ("ժամ", "ժամ"), ("օր", "օր"), ("շաբաթ", "շաբաթ"), ("ամիս", "ամիս"), ("տարի", "տարի")),
    "kk": Row("{} бұрын", ("бірнеше секунд", "секунд"), ("бір минут", "минут|мин."), ("бір сағат", "сағат|сағ."), ("бір күн", "күн"), ("бір апта", "апта"), ("бір ай", "ай"), ("бір жыл", "жыл")),
    "uz": Row("{} oldin|{} avval", ("soniya|bir necha soniya", "soniya"), ("bir daqiqa", "daqiqa"), ("bir soat", "soat"), ("bir kun", "kun"), ("bir hafta", "hafta"), ("bir oy", "oy"), ("bir yil", "yil")),
    "ta": Row("{} முன்|{} முன்பு", ("ஒரு சில விநாடிகள்", "விநாடிகள்"), ("ஒரு நிமிடம்", "நிமிடம்|நிமிடங்கள்|நிமிடத்திற்கு|நிமிடங்களுக்கு"), ("ஒரு மணி நேரம்", "மணி நேரம்|மணிநேரம்|மணிநேரத்திற்கு"), ("ஒரு நாள்", "நாள்|நாட்கள்|நாளுக்கு|நாட்களுக்கு"), ("ஒரு வாரம்", "வாரம்|வாரங்கள்"), ("ஒரு மாதம்", "மாதம்|மாதங்கள்"), ("ஒரு வருடம்", "ஆண்டுகள்|வருடங்கள்")),
    "te": Row("{} క్రితం", ("కొన్ని క్షణాలు", "సెకన్ల"), ("ఒక నిమిషం", "నిమిషం|నిమిషాలు|నిమిషాల|నిమి."), ("ఒక గంట", "గంట|గంటలు|గంటల|గం."), ("ఒక రోజు", "రోజు|రోజులు|రోజుల"), ("ఒక వారం", "వారం|వారాల"), ("ఒక నెల", "నెల|నెలలు|నెలల"), ("ఒక సంవత్సరం", "సంవత్సరం|సంవత్సరాలు|సంవత్సరాల")),
    "mr": Row("{}पूर्वी", ("काही सेकंदां", "सेकंदां"), ("एका मिनिटा", "मिनिटा|मिनिटां|मिनि."), ("एका तासा", "तासा|तासां"), ("एका दिवसा", "दिवसा|दिवसां"), ("एका आठवड्या", "आठवड्या|आठवड्यां"), ("एका महिन्या", "महिन्या|महिन्यां"), ("एका वर्षा", "वर्षा|वर्षां")),
    "gu": Row("{} પહેલા|{} પહેલાં", ("અમુક પળો", "સેકંડ"), ("એક મિનિટ", "મિનિટ"), ("એક કલાક", "કલાક"), ("એક દિવસ", "દિવસ"), ("એક અઠવાડિયું", "અઠવાડિયા"), ("એક મહિનો", "મહિનો|મહિના"), ("એક વર્ષ", "વર્ષ")),
    "ml": Row("{} മുൻപ്|{} മുമ്പ്", ("അൽപ നിമിഷങ്ങൾ", "സെക്കൻഡ്"), ("ഒരു മിനിറ്റ്", "മിനിറ്റ്"), ("ഒരു മണിക്കൂർ", "മണിക്കൂർ"), ("ഒരു ദിവസം", "ദിവസം"), ("ഒരു ആഴ്ച", "ആഴ്ച"), ("ഒരു മാസം", "മാസം"), ("ഒരു വർഷം", "വർഷം")),
    "kn": Row("{} ಹಿಂದೆ", ("ಕೆಲವು ಕ್ಷಣಗಳು", "ಸೆಕೆಂಡು"), ("ಒಂದು ನಿಮಿಷ", "ನಿಮಿಷ|ನಿಮಿಷಗಳ|ನಿಮಿಷದ"), ("ಒಂದು ಗಂಟೆ", "ಗಂಟೆ|ಗಂಟೆಗಳ"), ("ಒಂದು ದಿನ", "ದಿನ|ದಿನಗಳ"), ("ಒಂದು ವಾರ", "ವಾರ|ವಾರಗಳ"), ("ಒಂದು ತಿಂಗಳು", "ತಿಂಗಳು|ತಿಂಗಳ"), ("ಒಂದು ವರ್ಷ", "ವರ್ಷ|ವರ್ಷಗಳ")),
    "ne": Row("{} अगाडि|{} अघि|{} पहिले", ("केही क्षण", "सेकेन्ड"), ("एक मिनेट", "मिनेट|मिनेटहरू"), ("एक घण्टा", "घण्टा|घन्टा"), ("एक दिन", "दिन"), ("एक हप्ता", "हप्ता"), ("एक महिना", "महिना"), ("एक बर्ष|एक वर्ष", "बर्ष|वर्ष")),
    "pa": Row("{} ਪਿਛਲੇ|{} ਪਹਿਲਾਂ", ("ਕੁਝ ਸਕਿੰਟ", "ਸਕਿੰਟ"), ("ਇਕ ਮਿੰਟ|ਇੱਕ ਮਿੰਟ", "ਮਿੰਟ"), ("ਇੱਕ ਘੰਟਾ", "ਘੰਟਾ|ਘੰਟੇ"), ("ਇੱਕ ਦਿਨ", "ਦਿਨ"), ("ਇੱਕ ਹਫ਼ਤਾ", "ਹਫ਼ਤਾ|ਹਫ਼ਤੇ"), ("ਇੱਕ ਮਹੀਨਾ", "ਮਹੀਨਾ|ਮਹੀਨੇ"), ("ਇੱਕ ਸਾਲ", "ਸਾਲ")),
    "nn": Row("for {} sidan|{} sidan", ("nokre sekund", "sekund"), ("eit minutt|eitt minutt", "minutt|min."), ("ein time", "time|timar|t."), ("ein dag", "dag|dagar|døgn|d."), ("ei veke", "veke|veker|v."), ("ein månad", "månad|månader|månadar|md."), ("eit år|eitt år", "år")),
    "fo": Row("{} síðani|{} síðan", ("fá sekund", "sekund"), ("ein minuttur", "minutt|minuttir|min."), ("ein tími", "tími|tímar|t."), ("ein dagur", "dagur|dagar"), ("ein vika", "vika|vikur"), ("ein mánaður", "mánað|mánaðir"), ("eitt ár", "ár")),
    "fy": Row("{} lyn", ("in pear sekonden", "sekonden"), ("ien minút", "minút|minuten"), ("ien oere", "oere|oeren"), ("ien dei", "dei|deien|dagen"), ("ien wike", "wike|wiken"), ("ien moanne", "moanne|moannen"), ("ien jier", "jier|jierren")),
    "lb": Row("virun {}|viru {}", ("e puer Sekonnen", "Sekonnen"), ("enger Minutt", "Minutt|Minutten|Min."), ("enger Stonn", "Stonn|Stonnen|St."), ("engem Dag", "Dag|Deeg"), ("enger Woch", "Woch|Wochen"), ("engem Mount", "Mount|Méint"), ("engem Joer", "Joer")),
    "cy": Row("{} yn ôl", ("ychydig eiliadau", "eiliad"), ("munud", "munud|funud|mun."), ("awr", "awr"), ("diwrnod", "diwrnod|ddiwrnod"), ("wythnos", "wythnos"), ("mis", "mis|fis"), ("blwyddyn", "flynedd|o flynyddoedd")),
    "ga": Row("{} ó shin", ("cúpla soicind", "soicind"), ("nóiméad", "nóiméad|nóim."), ("uair an chloig", "uair an chloig|uair|huaire"), ("lá", "lá"), ("seachtain", "seachtain|sheachtain|seachtaine"), ("mí", "mí|mhí|míonna"), ("bliain", "bliain|bhliain|bliana")),
    "ky": Row("{} мурун", ("бирнече секунд", "секунд"), ("бир мүнөт", "мүнөт|мүн."), ("бир саат", "саат"), ("бир күн", "күн"), ("бир апта", "апта"), ("бир ай", "ай"), ("бир жыл", "жыл")),
    "mn": Row("{} өмнө", ("хэдхэн секундын", "секундын"), ("", "минутын|мин."), ("", "цагийн|ц."), ("", "өдрийн"), ("", "долоо хоногийн"), ("", "сарын"), ("", "жилийн")),
    "am": Row("{} በፊት|ከ{} በፊት", ("ጥቂት ሰከንዶች", "ሰከንዶች"), ("አንድ ደቂቃ", "ደቂቃ|ደቂቃዎች"), ("አንድ ሰዓት|አንድ ሰአት", "ሰዓት|ሰዓታት|ሰአታት|ሰዓቶች"), ("አንድ ቀን", "ቀን|ቀናት|ቀኖች"), ("አንድ ሳምንት", "ሳምንት|ሳምንታት"), ("አንድ ወር", "ወር|ወራት"), ("አንድ ዓመት", "ዓመት|ዓመታት")),
    "km": Row("{}មុន", ("ប៉ុន្មានវិនាទី", "វិនាទី"), ("មួយនាទី", "នាទី"), ("មួយម៉ោង", "ម៉ោង"), ("មួយថ្ងៃ", "ថ្ងៃ"), ("មួយសប្ដាហ៍", "សប្ដាហ៍"), ("មួយខែ", "ខែ"), ("មួយឆ្នាំ", "ឆ្នាំ")),
    "lo": Row("{}ຜ່ານມາ|{}ກ່ອນ", ("ບໍ່ເທົ່າໃດວິນາທີ", "ວິນາທີ"), ("", "ນາທີ"), ("", "ຊົ່ວໂມງ"), ("", "ມື້"), ("", "ອາທິດ"), ("", "ເດືອນ"), ("", "ປີ")),
    "my": Row("လွန်ခဲ့သော {} က|ပြီးခဲ့သည့် {}", ("စက္ကန်.အနည်းငယ်", "စက္ကန့်"), ("တစ်မိနစ်", "မိနစ်"), ("တစ်နာရီ", "နာရီ"), ("တစ်ရက်", "ရက်"), ("တစ်ပတ်", "ပတ်"), ("တစ်လ", "လ"), ("တစ်နှစ်", "နှစ်")),
}

# Two to nine, spelled out. moment does it in Finnish; elsewhere editors do.
SPELLED: Final[Mapping[str, str]] = {
    "en": "two|three|four|five|six|seven|eight|nine", "de": "zwei|drei|vier|fünf|sechs|sieben|acht|neun",
    "es": "dos|tres|cuatro|cinco|seis|siete|ocho|nueve", "fr": "deux|trois|quatre|cinq|six|sept|huit|neuf",
    "it": "due|tre|quattro|cinque|sei|sette|otto|nove", "pt": "duas|três|quatro|cinco|seis|sete|oito|nove",
    "nl": "twee|drie|vier|vijf|zes|zeven|acht|negen", "sv": "två|tre|fyra|fem|sex|sju|åtta|nio",
    "fi": "kaksi|kolme|neljä|viisi|kuusi|seitsemän|kahdeksan|yhdeksän", "zh": "两|三|四|五|六|七|八|九",
}
# fmt: on
