"""Dates as outlets print them on their own pages, in the forms of each language: every one is 20 November 2026."""

from __future__ import annotations

import pytest

from crawler.provenance.times.dates import read_civil
from crawler.provenance.times.within import dates_within

# fmt: off
FORMS: dict[str, list[str]] = {
    "en": [
        "November 20, 2026", "Nov. 20, 2026", "20 November 2026", "November 20th 2026", "November 20th, 2026",
        "Friday, November 20, 2026 at 3:15 PM", "Fri, Nov 20, 2026, 3:15 p.m. ET", "20 Nov 2026 15:15 GMT", "3:15 PM, November 20, 2026", "Fri 20 Nov 2026 15.15 GMT",
        "2026-11-20 15:15", "Nov 20, 2026, 15:15 IST", "November 20, 2026 | 3:15pm", "20th November 2026", "20/11/2026 15:15",
        "Friday 20 November 2026 15:15", "Nov 20 2026", "20-Nov-2026", "Nov-20-2026", "11/20/2026",
        "11.20.2026", "Nov. 20, 2026 3:15 p.m. EST", "Nov 20, 2026 - 3:15 pm", "November 20, 2026, 3:15 P.M. EST", "15:15, 20 Nov 2026",
        "20 Nov, 2026", "Friday 20th November 2026", "Nov. 20, 2026 Updated 4:15 p.m.", "20 November 2026, 3:15pm AEDT", "20.11.26",
        "November 20, 2026 03:15 pm (IST)", "Nov 20, 2026 15:15 IST(+05:30)", "2026/11/20 15:15", "20 NOV 2026", "NOVEMBER 20, 2026",
        "Nov 20, '26",
    ],
    "de": [
        "20.11.2026, 10:15 Uhr", "20. November 2026", "20. Nov. 2026, 10.15 Uhr", "Freitag, 20. November 2026, 10:15 Uhr", "Fr, 20.11.2026 10:15",
        "20.11.2026 - 10:15", "20.11.26, 10:15 Uhr", "Freitag, 20.11.2026", "20.11.2026 um 10:15 Uhr", "20. November 2026 um 10:15",
        "20. November 2026, 10:15 Uhr MEZ", "Fr. 20.11.2026", "20.11.2026 | 10:15", "am 20. November 2026", "vom 20.11.2026",
        "20 Nov 2026", "10:15 Uhr, 20. November 2026", "Freitag, 20.11.2026, 10.15 Uhr", "20. November 2026 10:15 Uhr", "2026-11-20 10:15",
    ],
    "fr": [
        "20 novembre 2026", "le 20 novembre 2026 à 14h05", "20/11/2026 à 14:05", "vendredi 20 novembre 2026", "20 nov. 2026, 14h05",
        "20/11/2026 14h05", "Le 20/11/2026", "20 novembre 2026 - 14:05", "20.11.2026 à 14h05", "vendredi 20 novembre 2026 à 14 h 05",
        "20 novembre 2026 à 14 h 05", "20 nov. 2026 à 14:05", "ven. 20 nov. 2026", "20 Novembre 2026 • 14h05", "Publié le 20 novembre 2026 à 14h05",
    ],
    "es": [
        "20 de noviembre de 2026", "20 noviembre 2026", "20/11/2026 a las 14:05", "20 nov 2026 - 14:05 CET", "viernes, 20 de noviembre de 2026",
        "20/11/2026 - 14:05", "20 de noviembre de 2026 a las 14:05 h", "20 Nov. 2026 14:05", "noviembre 20, 2026", "20/11/2026 14:05h.",
        "20-11-2026", "14:05 h. del 20 de noviembre de 2026", "20 de noviembre, 2026", "Viernes 20 de noviembre de 2026, 14:05", "20/NOV/2026",
        "20 nov. 2026 14:05 h", "2026-11-20 14:05:00",
    ],
    "pt": [
        "20 de novembro de 2026", "20/11/2026 14h05", "20/11/2026 às 14h05", "20 nov 2026 às 14:05", "sexta-feira, 20 de novembro de 2026",
        "20/11/2026 - 14:05", "20.nov.2026 às 14h05", "20 de novembro de 2026 às 14:05", "20 Nov 2026, 14:05", "20/11/26 - 14h05min",
        "20 de Novembro, 2026", "20/11/2026 14:05", "20-11-2026 14:05", "Sex, 20 Nov 2026",
    ],
    "it": [
        "20 novembre 2026", "20 novembre 2026 alle 14:05", "venerdì 20 novembre 2026", "20 Nov 2026 14:05", "20/11/2026 ore 14:05",
        "20 novembre 2026 (modifica il 20 novembre 2026)", "20.11.2026", "Ven 20 Novembre 2026", "20/11/2026 14:05", "20 novembre 2026, ore 14.05",
        "20-11-2026", "20 NOVEMBRE 2026", "Venerdì, 20 Novembre 2026",
    ],
    "nl": [
        "20 november 2026", "20 nov. 2026, 14:05", "vrijdag 20 november 2026 14:05", "20 nov 2026 om 14:05", "20-11-2026 14:05",
        "20/11/2026 om 14:05", "vr 20 nov 2026, 14:05", "20 november 2026 om 14:05 uur", "vrijdag 20 november 2026 om 14.05 uur", "20-11-26",
    ],
    "sv": [
        "20 november 2026", "20 nov 2026 kl 14.05", "2026-11-20 14:05", "fredag 20 november 2026", "20 november 2026 kl. 14:05",
        "20 nov. 2026, kl 14:05", "fre 20 nov 2026 14:05", "2026-11-20 kl. 14.05",
    ],
    "no": [
        "20. november 2026", "20. nov. 2026 kl. 14:05", "20.11.2026 kl 14.05", "fredag 20. november 2026 kl. 14:05", "20.11.2026 14:05",
    ],
    "da": [
        "20. nov. 2026", "20. november 2026 kl. 14.05", "20/11/2026 14:05", "fredag d. 20. november 2026", "20. nov 2026 kl. 14:05",
        "d. 20. november 2026", "20.11.2026 kl. 14:05", "fre. 20. nov. 2026",
    ],
    "fi": [
        "20.11.2026 klo 14.05", "20.11.2026 14:05", "20. marraskuuta 2026", "pe 20.11.2026 klo 14:05", "perjantai 20.11.2026",
        "20.11.2026",
    ],
    "pl": [
        "20 listopada 2026", "20.11.2026, 14:05", "20 listopada 2026, 14:05", "piątek, 20 listopada 2026", "20.11.2026 14:05",
        "20 lis 2026, 14:05", "2026-11-20 14:05", "20 listopada 2026 r.", "20 listopada 2026 godz. 14:05", "20.11.2026 r.",
    ],
    "cs": [
        "20. listopadu 2026", "20. 11. 2026 14:05", "20. listopadu 2026 14:05", "pátek 20. listopadu 2026", "20. 11. 2026",
        "20.11.2026 v 14:05", "20. listopadu 2026, 14:05",
    ],
    "sk": [
        "20. novembra 2026", "20. 11. 2026, 14:05", "20. novembra 2026 o 14:05", "20.11.2026 14:05",
    ],
    "hu": [
        "2026. november 20.", "2026. november 20., péntek", "2026.11.20. 14:05", "2026. 11. 20. 14:05", "2026. nov. 20. 14:05",
        "2026.11.20",
    ],
    "ro": [
        "20 noiembrie 2026", "20 noiembrie 2026, 14:05", "20.11.2026 14:05", "vineri, 20 noiembrie 2026", "20 nov. 2026, 14:05",
        "20 noiembrie 2026 ora 14:05", "Vin, 20 Nov 2026",
    ],
    "ru": [
        "20 ноября 2026", "20 ноября 2026, 14:05", "20.11.2026 14:05", "14:05, 20 ноября 2026", "20 ноября 2026 г.",
        "20 ноября 2026 года", "20 ноября 2026 в 14:05", "14:05 20.11.2026", "20.11.2026 в 14:05", "пятница, 20 ноября 2026",
        "20 нояб. 2026, 14:05 МСК", "20 ноября 2026 14:05 (мск)",
    ],
    "uk": [
        "20 листопада 2026", "20 листопада 2026, 14:05", "20.11.2026 14:05", "п'ятниця, 20 листопада 2026, 14:05", "20 листопада 2026 р.",
        "14:05, 20 листопада 2026", "20 листопада 2026 о 14:05",
    ],
    "tr": [
        "20 Kasım 2026", "20.11.2026 14:05", "20 Kasım 2026 14:05", "20 Kasım 2026, Cuma", "20 Kasım 2026 Cuma 14:05",
        "20.11.2026 - 14:05", "20 Kas 2026 14:05", "20 Kasım 2026, 14:05", "20/11/2026 14:05", "Cuma, 20 Kasım 2026",
    ],
    "el": [
        "20 Νοεμβρίου 2026", "20.11.2026, 14:05", "20/11/2026 14:05", "20 Νοε 2026", "Παρασκευή 20 Νοεμβρίου 2026",
        "20 Νοεμβρίου 2026, 14:05", "20.11.2026 • 14:05", "20/11/2026, 14:05",
    ],
    "ja": [
        "2026年11月20日", "2026年11月20日 14時05分", "2026/11/20 14:05", "2026年11月20日(金)", "2026年11月20日（金）14:05",
        "2026年11月20日 14:05", "2026.11.20", "2026.11.20 14:05", "2026年11月20日 金曜日", "2026-11-20",
        "2026年11月20日 午後2時5分", "令和8年11月20日", "2026年11月20日 5時00分", "2026/11/20(金) 14:05", "2026.11.20 Fri",
    ],
    "ko": [
        "2026.11.20 14:05", "2026-11-20 14:05", "2026년 11월 20일", "2026.11.20. 오후 2:05", "2026년 11월 20일 14시 05분",
        "2026.11.20.", "2026.11.20 (금) 14:05", "2026년 11월 20일 금요일", "2026/11/20 14:05", "2026-11-20 오후 2:05:30",
        "2026.11.20 14:05:30",
    ],
    "zh": [
        "2026年11月20日 14:05", "2026-11-20 14:05", "2026/11/20 14:05", "2026年11月20日", "2026.11.20",
        "2026年11月20日 星期五", "2026-11-20 14:05:30", "2026年11月20日14:05", "2026年11月20日 下午2:05", "2026年11月20日14时05分",
        "2026年11月20日 周五 14:05",
    ],
    "ar": [
        "20 نوفمبر 2026", "٢٠ نوفمبر ٢٠٢٦", "الجمعة 20 نوفمبر 2026", "20/11/2026 14:05", "20-11-2026",
        "الجمعة، 20 نوفمبر 2026 - 14:05", "20 نوفمبر 2026 الساعة 14:05", "2026-11-20", "20 تشرين الثاني 2026", "الجمعة 20/نوفمبر/2026 - 02:05 م",
        "20 نوفمبر، 2026", "20 نونبر 2026",
    ],
    "he": [
        "20 בנובמבר 2026", "20.11.2026", "20.11.26", "20/11/2026, 14:05", "יום שישי, 20 בנובמבר 2026",
        "20 נובמבר 2026", "14:05 20.11.26", "20.11.2026 | 14:05",
    ],
    "hi": [
        "20 नवंबर 2026", "20 Nov 2026, 02:05 PM IST", "20 नवंबर 2026, 14:05", "शुक्रवार, 20 नवंबर 2026", "20 Nov 2026 14:05 PM",
        "Fri, 20 Nov 2026 02:05 PM (IST)", "20 नवम्बर 2026", "20 नवंबर, 2026",
    ],
    "kn, ml, gu, pa, or, si, ne": [
        "20 ನವೆಂಬರ್ 2026", "ಶುಕ್ರವಾರ, 20 ನವೆಂಬರ್ 2026", "20 നവംബർ 2026", "20 નવેમ્બર 2026, 14:05", "20 ਨਵੰਬਰ 2026", "20 ନଭେମ୍ବର 2026", "20 නොවැම්බර් 2026", "20 नोभेम्बर 2026",
    ],
    "programs": [
        "Fri Nov 20 14:05:00 2026", "Fri Nov 20 14:05:00 UTC 2026", "Nov 20 14:05 2026", "2026-Nov-20", "20 Nov'26", "The 20th of November 2026", "Le 20/11/2026 à 14h05",
        "20.11.2026 r. godz. 14:05", "20.11.2026 в 14:05 мск",
    ],
    "bn": [
        "২০ নভেম্বর ২০২৬", "২০ নভেম্বর ২০২৬, ১৪:০৫", "শুক্রবার, ২০ নভেম্বর ২০২৬", "২০ নভেম্বর, ২০২৬", "নভেম্বর ২০, ২০২৬",
    ],
    "fa": [
        "20 نوامبر 2026", "۲۰ نوامبر ۲۰۲۶",
    ],
    "th": [
        "20 พฤศจิกายน 2569", "20 พ.ย. 2569", "20 พ.ย. 2569 14:05 น.", "วันศุกร์ที่ 20 พฤศจิกายน พ.ศ. 2569", "20 พฤศจิกายน 2569 เวลา 14:05 น.",
        "20 พ.ย. 69 14:05 น.", "20 Nov 2026", "วันศุกร์ ที่ 20 พฤศจิกายน 2569", "20 พฤศจิกายน 2026",
    ],
    "vi": [
        "20/11/2026 14:05", "20-11-2026 14:05", "Thứ sáu, 20/11/2026, 14:05 (GMT+7)", "20 tháng 11, 2026", "20/11/2026 - 14:05",
        "Thứ Sáu, 20/11/2026", "14:05 20/11/2026", "20 tháng 11 năm 2026", "Ngày 20 tháng 11 năm 2026", "14:05, 20/11/2026",
        "Thứ 6, 20/11/2026",
    ],
    "id": [
        "20 November 2026", "20 Nov 2026 14:05 WIB", "Jumat, 20 November 2026 14:05 WIB", "20 November 2026, 14:05 WIB", "Jumat, 20 Nov 2026 14:05 WIB",
        "20/11/2026, 14:05 WIB", "20/11/26", "Jum'at, 20 November 2026", "20 November 2026 | 14.05 WIB",
    ],
    "hr": [
        "20. studenoga 2026.", "20.11.2026. u 14:05", "20.11.2026. 14:05", "20. studeni 2026.",
    ],
    "sr": [
        "20. новембар 2026.", "20. novembar 2026. 14:05", "20.11.2026. 14:05", "20.11.2026. u 14:05",
    ],
    "bg": [
        "20 ноември 2026", "20 ноември 2026, 14:05", "20.11.2026 14:05", "20.11.2026 г.",
    ],
    "ca": [
        "20 de novembre de 2026", "20/11/2026 - 14:05", "20 novembre 2026",
    ],
    "lt": [
        "2026 m. lapkričio 20 d.", "2026-11-20 14:05",
    ],
    "lv": [
        "2026. gada 20. novembris", "20.11.2026 14:05",
    ],
    "et": [
        "20. november 2026", "20.11.2026 14:05", "20. november 2026, 14:05",
    ],
    "ms": [
        "20 November 2026", "20 Nov 2026 2:05pm",
    ],
    "ur": [
        "20 نومبر 2026",
    ],
    "ta": [
        "20 நவம்பர் 2026", "நவம்பர் 20, 2026",
    ],
    "te": [
        "20 నవంబర్ 2026",
    ],
    "mr": [
        "20 नोव्हेंबर 2026",
    ],
}
# fmt: on


@pytest.mark.parametrize("language", FORMS)
def test_the_forms_of_a_language_are_read(language: str) -> None:
    """The first date in the line is the day, in one of the orders that its numbers leave open."""
    missed = [form for form in FORMS[language] if (2026, 11, 20) not in _days(form)]
    assert missed == []


CLOCKS = (
    "2026年11月20日14:05", "2026年11月20日（金）14:05", "2026年11月20日14时05分", "Friday, November 20th 2026 at 2:05 PM",
    "الجمعة 20/نوفمبر/2026 - 02:05 م", "20 نوفمبر 2026 الساعة 14:05", "20.nov.2026 às 14h05", "20 พ.ย. 69 14:05 น.",
)  # fmt: skip


@pytest.mark.parametrize("form", CLOCKS)
def test_a_clock_beside_the_date_is_read_with_it(form: str) -> None:
    """Glued to it in Japan and China, behind words and signs elsewhere."""
    (date,) = dates_within(form)
    civil = read_civil(date.text)
    assert civil is not None
    assert civil.clock is not None
    assert (civil.clock.hour, civil.clock.minute) == (14, 5)


NO_DATES = (
    "20 นาที 69",
    "Nov-Dec 20 2026",
    "20 / x / 2026",
    "November 20th",
    "20 kg 2026",
    "Season 2 - 2026",
    "20 นาที 2569",
)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_looks_like_one_is_no_date(text: str) -> None:
    """Minutes, ranges of months, a day without its year."""
    assert list(dates_within(text)) == []


BEHIND = {
    "2026年11月20日 公開": [(True, False)],
    "2026年11月20日 公開 2026年11月21日 更新": [(True, False), (True, True)],
    "公開 2026年11月20日 更新 2026年11月21日": [(True, False), (True, True)],
    "2026.11.20 입력 2026.11.21 수정": [(True, False), (True, True)],
    "20 Kasım 2026 tarihinde yayınlandı": [(True, False)],
    "Dieser Beitrag wurde am Freitag, 20. November 2026 veröffentlicht": [(True, False)],
    "20 November 2026 Updated 21 November 2026": [(False, False), (True, True)],
    "20.11.2026 aktualisiert": [(True, True)],
}


@pytest.mark.parametrize("line", BEHIND)
def test_a_label_may_stand_behind_its_date(line: str) -> None:
    """(labeled, of an update) for each date; a label between two dates is that of the one whose side all labels are on."""
    assert [(date.labeled, date.modified) for date in dates_within(line)] == BEHIND[line]


def _days(form: str) -> set[tuple[int | None, ...]]:
    date = next(dates_within(form), None)
    civil = read_civil(date.text) if date else None
    readings = [reading for reading in (civil, civil.swapped if civil else None) if reading]
    return {(reading.year, reading.month, reading.day) for reading in readings}
