"""The words for times gone by in some seventy languages, as moment, dayjs and Intl print them. Data, no rules.

Each row: the frames a length stands in ("vor {}"), then per unit the wording for one and the nouns that follow a
number, both separated by "|". A noun that ends in "." is an abbreviation, whose rounding nobody promises.
Accents, case, spaces and dots do not matter: rows and pages are folded alike.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Row(NamedTuple):
    """One language: frames, then (wording for one, nouns after a number) from seconds to years."""

    frames: str
    second: tuple[str, str]
    minute: tuple[str, str]
    hour: tuple[str, str]
    day: tuple[str, str]
    week: tuple[str, str] = ("", "")
    month: tuple[str, str] = ("", "")
    year: tuple[str, str] = ("", "")


# fmt: off
ROWS: Final[dict[str, Row]] = {
    "en": Row("{} ago", ("a few seconds|a couple of seconds|seconds", "second|seconds|sec.|secs.|s."), ("a minute|one minute", "minute|minutes|min.|mins.|m."),
              ("an hour|one hour|about an hour", "hour|hours|hr.|hrs.|h."), ("a day|one day", "day|days|d."),
              ("a week|one week", "week|weeks|wk.|wks.|w."), ("a month|one month", "month|months|mo.|mos."), ("a year|one year", "year|years|yr.|yrs.|y.")),
    "de": Row("vor {}|{} her", ("ein paar Sekunden|wenigen Sekunden", "Sekunde|Sekunden|Sek."), ("einer Minute", "Minute|Minuten|Min."),
              ("einer Stunde", "Stunde|Stunden|Std.|h."), ("einem Tag", "Tag|Tage|Tagen"), (("einer Woche", "Woche|Wochen|Wo.")),
              ("einem Monat", "Monat|Monaten"), ("einem Jahr", "Jahr|Jahren")),
    "es": Row("hace {}", ("unos segundos|unos instantes", "segundo|segundos|seg.|s."), ("un minuto", "minuto|minutos|min."),
              ("una hora", "hora|horas|h."), ("un día", "día|días|d."), ("una semana", "semana|semanas|sem."),
              ("un mes", "mes|meses"), ("un año", "año|años")),
    "fr": Row("il y a {}", ("quelques secondes|quelques instants", "seconde|secondes|s."), ("une minute", "minute|minutes|min.|mn."),
              ("une heure", "heure|heures|h."), ("un jour", "jour|jours|j."), ("une semaine", "semaine|semaines|sem."),
              ("un mois", "mois"), ("un an", "an|ans")),
    "pt": Row("há {}|{} atrás|há {} atrás", ("alguns segundos|poucos segundos|segundos", "segundo|segundos|s."), ("um minuto", "minuto|minutos|min.|m."),
              ("uma hora", "hora|horas|h."), ("um dia", "dia|dias|d."), ("uma semana", "semana|semanas|sem."), ("um mês", "mês|meses"), ("um ano", "ano|anos")),
    "it": Row("{} fa", ("alcuni secondi|pochi secondi|qualche secondo", "secondo|secondi|sec."), ("un minuto", "minuto|minuti|min."),
              ("un'ora", "ora|ore|h."), ("un giorno", "giorno|giorni|g.|gg."), ("una settimana", "settimana|settimane|sett."), ("un mese", "mese|mesi"), ("un anno", "anno|anni")),
    "nl": Row("{} geleden", ("een paar seconden|enkele seconden", "seconde|seconden|sec."), ("een minuut", "minuut|minuten|min."),
              ("een uur", "uur|uren|u."), ("een dag", "dag|dagen|d.|dgn."), ("een week", "week|weken"), ("een maand", "maand|maanden|mnd."), ("een jaar", "jaar")),
    "ca": Row("fa {}", ("uns segons", "segon|segons"), ("un minut", "minut|minuts|min."), ("una hora", "hora|hores|h."), ("un dia", "dia|dies"),
              ("una setmana", "setmana|setmanes|setm."), ("un mes", "mes|mesos"), ("un any", "any|anys")),
    "ro": Row("{} în urmă|acum {}", ("câteva secunde", "secunde|de secunde"), ("un minut", "minut|minute|de minute|min."), ("o oră", "oră|ore|de ore|h."), ("o zi", "zi|zile|de zile"),
              ("o săptămână", "săptămână|săptămâni|de săptămâni|săpt."), ("o lună", "lună|luni"), ("un an", "an|ani")),
    "sv": Row("för {} sedan|{} sedan|för {} sen", ("några sekunder", "sekund|sekunder"), ("en minut", "minut|minuter|min."), ("en timme", "timme|timmar|tim.|h."), ("en dag", "dag|dagar|d."),
              ("en vecka", "vecka|veckor|v."), ("en månad", "månad|månader|mån."), ("ett år", "år")),
    "da": Row("{} siden|for {} siden", ("få sekunder|noen sekunder|nogle sekunder", "sekund|sekunder|sek."), ("et minut|ett minutt", "minut|minutter|minutt|min."),
              ("en time", "time|timer|t."), ("en dag|et døgn", "dag|dage|dager|døgn|d."), ("en uge|en uke", "uge|uger|uke|uker|u."), ("en måned", "måned|måneder|md.|mdr."), ("et år|ett år", "år")),
    "fi": Row("{} sitten", ("muutama sekunti", "sekuntia"), ("minuutti", "minuutti|minuuttia|min."), ("tunti", "tunti|tuntia|h.|t."), ("päivä", "päivä|päivää|pv."),
              ("viikko", "viikko|viikkoa|vk."), ("kuukausi", "kuukausi|kuukautta|kk."), ("vuosi", "vuosi|vuotta|v.")),
    "hu": Row("{} ezelőtt", ("néhány másodperccel", "másodperccel"), ("egy perccel", "perccel"), ("egy órával", "órával"), ("egy nappal", "nappal"),
              ("egy héttel", "héttel"), ("egy hónappal", "hónappal"), ("egy évvel", "évvel")),
    "hu, since": Row("{}", ("néhány másodperce", "másodperce"), ("egy perce", "perce"), ("egy órája", "órája"), ("egy napja", "napja"), ("egy hete", "hete"), ("egy hónapja", "hónapja"), ("egy éve", "éve")),
    "tr": Row("{} önce", ("birkaç saniye", "saniye|sn."), ("bir dakika", "dakika|dk."), ("bir saat", "saat|sa."), ("bir gün", "gün"), ("bir hafta", "hafta|hf."), ("bir ay", "ay"), ("bir yıl", "yıl")),
    "pl": Row("{} temu", ("kilka sekund", "sekund|sekundy|sekundę|sek."), ("minutę|minuta", "minuta|minutę|minuty|minut|min."), ("godzinę|godzina", "godzina|godzinę|godziny|godzin|godz.|g."),
              ("dzień", "dzień|dni"), ("tydzień", "tydzień|tygodnie|tygodni|tyg.|tydz."), ("miesiąc", "miesiąc|miesiące|miesięcy|mies."), ("rok", "rok|lata|lat")),
    "cs": Row("před {}", ("pár sekundami|několika sekundami", "sekundami"), ("minutou", "minutou|minutami|min."), ("hodinou", "hodinou|hodinami|hod.|h."), ("dnem", "dnem|dny|d."),
              ("týdnem", "týdnem|týdny|týd."), ("měsícem", "měsícem|měsíci|měs."), ("rokem", "rokem|lety|r.|l.")),
    "sk": Row("pred {}", ("pár sekundami|niekoľkými sekundami", "sekundami"), ("minútou", "minútou|minútami|min."), ("hodinou", "hodinou|hodinami|hod.|h."), ("dňom", "dňom|dňami|d."),
              ("týždňom", "týždňom|týždňami|týž."), ("mesiacom", "mesiacom|mesiacmi|mes."), ("rokom", "rokom|rokmi|r.")),
    "sl": Row("pred {}", ("nekaj sekundami", "sekundami"), ("eno minuto", "minuto|minutama|minutami|min."), ("eno uro", "uro|urama|urami|h."), ("enim dnem", "dnem|dnevom|dnevoma|dnevi"),
              ("enim tednom", "tednom|tednoma|tedni|ted."), ("enim mesecem", "mesecem|mesecema|meseci|mes."), ("enim letom", "letom|letoma|leti")),
    "hr": Row("prije {}|pre {}|пре {}", ("nekoliko sekundi|par sekundi|неколико секунди", "sekundi|секунди"), ("minutu|minut|minuta|jednu minutu|jedne minute|jednog minuta|једног минута", "minutu|minut|minute|minuta|минут|минута|min.|мин."),
              ("sat|jedan sat|jednog sata|један сат|једног сата", "sat|sata|sati|сат|сата|сати|h.|ч."), ("dan|jednog dana|један дан|једног дана", "dan|dana|дан|дана|d.|д."),
              ("tjedan|nedelju|sedmicu", "tjedan|tjedna|tjedana|nedelje|nedelja|sedmicu|sedmice|недеље|недеља|tj.|sedm.|нед."),
              ("mjesec|mesec|jednog meseca|једног месеца", "mjesec|mjeseca|mjeseci|mesec|meseca|meseci|месеца|месеци|mj.|мес."), ("godinu|jedne godine|једне године", "godinu|godine|godina|године|година|god.|g.|год.|г.")),
    "ru": Row("{} назад", ("несколько секунд", "секунду|секунды|секунд|сек."), ("минуту|минута", "минуту|минута|минуты|минут|мин."), ("час", "час|часа|часов|ч."),
              ("день", "день|дня|дней|дн."), ("неделю", "неделю|недели|недель|нед."), ("месяц", "месяц|месяца|месяцев|мес."), ("год", "год|года|лет|г.|л.")),
    "uk": Row("{} тому", ("кілька секунд|декілька секунд", "секунду|секунди|секунд"), ("хвилину|хвилина", "хвилину|хвилина|хвилини|хвилин|хв."), ("годину|година", "годину|година|години|годин|год."),
              ("день", "день|дні|днів|дн."), ("тиждень", "тиждень|тижні|тижнів|тиж."), ("місяць", "місяць|місяці|місяців|міс."), ("рік", "рік|роки|років|р.")),
    "bg": Row("преди {}|пр. {}", ("няколко секунди", "секунди"), ("минута|една минута", "минута|минути|мин."), ("час|един час", "час|часа|ч."), ("ден|един ден", "ден|дни|дена|д."),
              ("седмица", "седмица|седмици|седм."), ("месец", "месец|месеца"), ("година", "година|години|г.")),
    "el": Row("πριν {}|πριν από {}|{} πριν", ("λίγα δευτερόλεπτα|μερικά δευτερόλεπτα", "δευτερόλεπτα"), ("ένα λεπτό", "λεπτό|λεπτά|λεπ.|λ."), ("μία ώρα|μια ώρα", "ώρα|ώρες|ώ."), ("μία μέρα|μια μέρα|μία ημέρα", "μέρα|μέρες|ημέρα|ημέρες|ημ."),
              ("μία εβδομάδα", "εβδομάδα|εβδομάδες|εβδ."), ("ένα μήνα|έναν μήνα|ένας μήνας", "μήνα|μήνες"), ("ένα χρόνο|έναν χρόνο|ένας χρόνος", "χρόνο|χρόνια|έτος|έτη")),
    "ar": Row("منذ {}|قبل {}", ("ثوان|ثوانٍ|لحظات|ثانية واحدة", "ثانية|ثوان|ثواني"), ("دقيقة|دقيقة واحدة", "دقيقة|دقائق"), ("ساعة|ساعة واحدة", "ساعة|ساعات"), ("يوم|يوم واحد", "يوم|يوما|يومًا|أيام"),
              ("أسبوع|أسبوع واحد", "أسبوع|أسابيع"), ("شهر|شهر واحد", "شهر|شهرا|أشهر"), ("عام|سنة|عام واحد|سنة واحدة", "عام|عاما|أعوام|سنة|سنوات")),
    "he": Row("לפני {}", ("מספר שניות|כמה שניות", "שניות"), ("דקה", "דקה|דקות|דק׳."), ("שעה", "שעה|שעות|שע׳."), ("יום|יום אחד", "יום|ימים"), ("שבוע", "שבוע|שבועות"), ("חודש", "חודש|חודשים"), ("שנה", "שנה|שנים")),
    "fa": Row("{} پیش|{} قبل", ("چند ثانیه", "ثانیه"), ("یک دقیقه", "دقیقه"), ("یک ساعت", "ساعت"), ("یک روز", "روز"), ("یک هفته", "هفته"), ("یک ماه", "ماه"), ("یک سال", "سال")),
    "ur": Row("{} قبل|{} پہلے", ("چند سیکنڈ", "سیکنڈ"), ("ایک منٹ", "منٹ"), ("ایک گھنٹہ|ایک گھنٹے", "گھنٹہ|گھنٹے"), ("ایک دن", "دن|دنوں"), ("ایک ہفتہ", "ہفتہ|ہفتے"), ("ایک ماہ|ایک مہینہ", "ماہ|مہینہ|مہینے"), ("ایک سال", "سال")),
    "hi": Row("{} पहले|{} पूर्व", ("कुछ ही क्षण|कुछ सेकंड", "सेकंड|सेकेंड"), ("एक मिनट", "मिनट|मिनटों|मि॰."), ("एक घंटा|एक घंटे", "घंटा|घंटे|घण्टे|घंटों|घं॰."), ("एक दिन", "दिन"),
              ("एक सप्ताह|एक हफ्ते", "सप्ताह|हफ्ते"), ("एक महीने|एक महीना", "महीने|महीना|माह"), ("एक वर्ष|एक साल", "वर्ष|साल")),
    "bn": Row("{} আগে|{} পূর্বে", ("কয়েক সেকেন্ড", "সেকেন্ড"), ("এক মিনিট", "মিনিট"), ("এক ঘন্টা|এক ঘণ্টা", "ঘন্টা|ঘণ্টা"), ("এক দিন", "দিন"), ("এক সপ্তাহ", "সপ্তাহ"), ("এক মাস", "মাস"), ("এক বছর", "বছর")),
    "ja": Row("{}前", ("数秒|数秒以", "秒"), ("", "分"), ("", "時間"), ("", "日"), ("", "週間"), ("", "ヶ月|か月|カ月|ヵ月"), ("", "年")),
    "ko": Row("{} 전", ("몇 초", "초"), ("일 분", "분"), ("한 시간", "시간"), ("하루", "일"), ("한 주", "주|주일"), ("한 달", "달|개월"), ("일 년", "년")),
    "zh": Row("{}前|{}之前|{}以前", ("几秒|幾秒|几秒钟", "秒|秒钟|秒鐘"), ("一分钟|一分鐘", "分钟|分鐘|分"), ("一小时|一小時|一个小时|一個小時", "小时|小時|个小时|個小時"), ("一天", "天|日"), ("一周|一週", "周|週|星期"), ("一个月|一個月", "个月|個月"), ("一年", "年")),
    "vi": Row("{} trước", ("vài giây", "giây"), ("một phút", "phút"), ("một giờ|một tiếng", "giờ|tiếng"), ("một ngày", "ngày"), ("một tuần", "tuần"), ("một tháng", "tháng"), ("một năm", "năm")),
    "th": Row("{}ที่แล้ว|{}ที่ผ่านมา|{}ก่อน", ("ไม่กี่วินาที", "วินาที"), ("", "นาที"), ("", "ชั่วโมง|ชม."), ("", "วัน"), ("", "สัปดาห์"), ("", "เดือน"), ("", "ปี")),
    "id": Row("{} yang lalu|{} lalu|{} yang lepas|{} lepas", ("beberapa detik|beberapa saat", "detik|saat"), ("semenit|seminit", "menit|minit|mnt.|min."), ("sejam", "jam"), ("sehari", "hari|h."), ("seminggu", "minggu|mgg.|mgu."), ("sebulan", "bulan|bln."), ("setahun", "tahun|thn.")),
    "tl": Row("{} ang nakalipas|{} ang nakaraan|{} nakaraan", ("ilang segundo", "segundo|segundos"), ("isang minuto", "minuto|min."), ("isang oras", "oras"), ("isang araw", "araw"), ("isang linggo", "linggo"), ("isang buwan", "buwan"), ("isang taon", "taon")),
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
    "sq": Row("{} më parë|para {}", ("disa sekonda", "sekonda"), ("një minutë", "minutë|minuta|minutash|min."), ("një orë", "orë|orësh"), ("një ditë", "ditë|ditësh"), ("një javë", "javë"), ("një muaj", "muaj"), ("një vit", "vit|vite|vjet")),
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
SPELLED: Final[dict[str, str]] = {
    "en": "two|three|four|five|six|seven|eight|nine", "de": "zwei|drei|vier|fünf|sechs|sieben|acht|neun",
    "es": "dos|tres|cuatro|cinco|seis|siete|ocho|nueve", "fr": "deux|trois|quatre|cinq|six|sept|huit|neuf",
    "it": "due|tre|quattro|cinque|sei|sette|otto|nove", "pt": "duas|três|quatro|cinco|seis|sete|oito|nove",
    "nl": "twee|drie|vier|vijf|zes|zeven|acht|negen", "sv": "två|tre|fyra|fem|sex|sju|åtta|nio",
    "fi": "kaksi|kolme|neljä|viisi|kuusi|seitsemän|kahdeksan|yhdeksän", "zh": "两|三|四|五|六|七|八|九",
}

#: Nouns that some sites print behind a number without the "ago" of their language: "5u", "3 Std.", "4 ч".
BARE: Final = {
    "nl": "u.|uur|min.|d.|dgn.", "de": "Std.|Min.|Sek.", "sv": "tim.|min.", "da": "timer|min.", "fi": "pv.|min.", "fr": "min.|mn.", "es": "seg.|min.",
    "pt": "min.", "it": "min.|ore|ora|gg.", "pl": "godz.|min.", "cs": "hod.|min.", "sk": "hod.|min.", "ru": "ч.|мин.|дн.|сек.", "uk": "год.|хв.|дн.", "bg": "мин.",
    "tr": "sa.|dk.|sn.|saat|dakika", "el": "ώ.|λεπ.", "hr": "min.", "ca": "min.", "id": "jam|mnt.", "th": "ชม.",
}  # fmt: skip

# Bare "now", "agora", "adesso" and such are left out: they are outlets too.
NOW: Final = ("just now|seconds ago|less than a minute ago|gerade eben|soeben|ahora mismo|à l'instant|agora mesmo|proprio ora|zojuist|только что|щойно|właśnie teraz|právě teď|just nu|akkurat nå|lige nu|"
              "juuri nyt|şimdi|הרגע|همین حالا|अभी|এইমাত্র|たった今|たったいま|방금|방금 전|刚刚|剛剛|vừa xong|เมื่อสักครู่|baru saja")
MOMENTS: Final = "moments ago|a moment ago|hace instantes|il y a un instant|przed chwilą|az önce|sebentar tadi|a few minutes ago|hace unos minutos|vor wenigen Minuten|il y a quelques minutes"

# Arabic, Hebrew, Maltese and Welsh have a dual: "two hours" is one word.
DUALS: Final = {
    "second": "منذ ثانيتين|قبل ثانيتين|לפני שתי שניות", "minute": "منذ دقيقتين|قبل دقيقتين|לפני שתי דקות|לפני שתי דק׳", "hour": "منذ ساعتين|قبل ساعتين|לפני שעתיים|sagħtejn ilu",
    "day": "منذ يومين|قبل يومين|לפני יומיים|jumejn ilu",
    "week": "منذ أسبوعين|قبل أسبوعين|לפני שבועיים|pythefnos yn ôl|ġimagħtejn ilu", "month": "منذ شهرين|قبل شهرين|לפני חודשיים|xahrejn ilu|deufis yn ôl",
    "year": "منذ عامين|منذ سنتين|قبل عامين|قبل سنتين|לפני שנתיים|sentejn ilu",
}

# Hindi "kal" is left out: it means yesterday and tomorrow.
YESTERDAY: Final = ("yesterday|gestern|ayer|hier|ontem|ieri|gisteren|ahir|i går|igår|eilen|tegnap|dün|wczoraj|včera|jučer|juče|вчера|вчора|јуче|χθες|χτες|أمس|امس|אתמול|دیروز|গতকাল|昨日|어제|昨天|"
                    "hôm qua|เมื่อวาน|เมื่อวานนี้|kemarin|kahapon")
DAY_BEFORE_YESTERDAY: Final = "vorgestern|anteayer|antes de ayer|avant-hier|anteontem|l'altro ieri|eergisteren|i förrgår|i forgårs|toissapäivänä|tegnapelőtt|evvelsi gün|przedwczoraj|předevčírem|predvčerom|prekjučer|prekjuče|позавчера|позавчора|προχθές|أول أمس|שלשום|前天|一昨日|おととい|그저께|그제|hôm kia|เมื่อวานซืน|kemarin lusa"
TODAY: Final = "today|heute|hoy|aujourd'hui|hoje|oggi|vandaag|avui|i dag|idag|tänään|ma|bugün|dziś|dzisiaj|dnes|danas|сегодня|сьогодні|днес|σήμερα|اليوم|היום|امروز|आज|আজ|今日|오늘|今天|hôm nay|วันนี้|hari ini"
#: Words before or in a length of time that leave it open: "over 3 hours ago", "vor ca. 3 Stunden", "約3時間前".
ABOUT: Final = "about|approx|approximately|around|circa|ca|c|cca|kb|ungefähr|etwa|rund|environ|cerca de|aproximadamente|ongeveer|zo'n|omkring|ungefär|noin|około|ok|přibližně|asi|около|примерно|близько|περίπου|yaklaşık|حوالي|約|大约|大約|约|약"
OVER: Final = "over|more than|mehr als|über|más de|plus de|mais de|più di|oltre|meer dan|ruim|över|mer än|over|mere end|mer enn|yli|ponad|více než|více jak|более|больше|понад|fazla|أكثر من|超过|超過"
UNDER: Final = "almost|nearly|less than|under|fast|knapp|weniger als|casi|menos de|presque|moins de|quase|quasi|meno di|bijna|minder dan|nästan|mindre än|næsten|mindre end|nesten|alle|melkein|prawie|mniej niż|téměř|méně než|почти|менее|майже|neredeyse|أقل من|不到|将近"
#: What joins two units: "1 hour and 20 minutes".
AND: Final = "and|und|y|et|e|en|och|og|ja|i|a|и|і|και|ve|dan|و"
LAST_WEEK: Final = "last week|letzte Woche|la semana pasada|la semaine dernière|semana passada|la settimana scorsa|vorige week"
LAST_MONTH: Final = "last month|letzten Monat|el mes pasado|le mois dernier|mês passado|il mese scorso|vorige maand"
HALF_HOUR: Final = "half an hour ago|vor einer halben Stunde|hace media hora|il y a une demi-heure|há meia hora|mezz'ora fa|полчаса назад|pół godziny temu"
# fmt: on

ENGLISH_WEEKDAYS: Final = (
    "monday|mon",
    "tuesday|tue|tues",
    "wednesday|wed",
    "thursday|thu|thur|thurs",
    "friday|fri",
    "saturday|sat",
    "sunday|sun",
)
DAY_WORDS: Final = (YESTERDAY, *ENGLISH_WEEKDAYS)  # a time by themselves
