"""The sentences in which agencies and outlets announce a correction or a kill in German, French, Spanish, Italian, Portuguese, Dutch."""

from __future__ import annotations

from typing import Final

from crawler.provenance.notices.form import COLON, INSIDE, LINE, REST, SENTENCE, TO_END, Form, NoticeKind, Voice, form

_KILL, _WITHDRAWAL, _CORRECTION = NoticeKind.KILL, NoticeKind.WITHDRAWAL, NoticeKind.CORRECTION
_UPDATE = NoticeKind.UPDATE
_WIRE, _OUTLET = Voice.WIRE, Voice.OUTLET
_MELDUNG = (
    r"(?:[Dd]ie|[Uu]nsere) (?:Eil|Kurz)?(?:[Mm]eldung|[Nn]achricht)\b[^\n.;]{0,160}?\b(?:wird|ist|wurde) (?:hiermit )?"
)
_ACHTUNG = rf"(?:{LINE}(?:ACHTUNG|Achtung)[^\n]{{0,40}}?[:!]\s?|{LINE}\(?)"

# fmt: off
LANGUAGES: Final[tuple[Form, ...]] = (
    # German: ACHTUNG Berichtigung: ... | (Berichtigung: ...) | Die Meldung ... wird zurückgezogen.
    form("zurückgez", _WITHDRAWAL, _WIRE, _ACHTUNG, rf"{_MELDUNG}zurückgezogen\b{REST}"),
    form("gestrichen|annul", _KILL, _WIRE, _ACHTUNG, rf"{_MELDUNG}(?:ersatzlos )?(?:gestrichen|annulliert)\b{REST}"),
    form("berichtig|korr", _CORRECTION, _WIRE, LINE, rf"\((?:BERICHTIGUNG|Berichtigung|KORREKTUR|Korrektur){COLON}{INSIDE}"),
    form("berichtig|korr", _CORRECTION, _WIRE, LINE, rf"(?:ACHTUNG|Achtung)[:!,]?\s(?:BERICHTIGUNG|Berichtigung|KORREKTUR|Korrektur)\b{TO_END}"),
    form("berichtig|korr", _CORRECTION, _WIRE, LINE, rf"\((?:Berichtigt|Korrigiert)(?: wird| wurde|:)\s?{INSIDE}"),
    form("berichtig|korr", _CORRECTION, None, LINE, rf"(?:BERICHTIGUNG|Berichtigung|KORREKTUR|Korrektur|RICHTIGSTELLUNG|Richtigstellung){COLON}{TO_END}"),
    form(" artikels| textes| beitrags| berichts", _CORRECTION, _OUTLET, SENTENCE, rf"In (?:einer|der) (?:früheren|ersten|ursprünglichen|vorherigen|vorigen) (?:Version|Fassung) (?:dieses|des) (?:Artikels|Textes|Beitrags|Berichts)\b{REST}"),
    form("berichtig|korr", _CORRECTION, _OUTLET, LINE, rf"Dieser (?:Artikel|Text|Beitrag|Bericht) wurde (?:nachträglich )?(?:korrigiert|berichtigt)\b{TO_END}"),
    form("aktualis", _UPDATE, None, LINE, rf"Dieser (?:Artikel|Text|Beitrag|Bericht) (?:wurde|wird) (?:laufend )?aktualisiert\b{TO_END}"),
    # French: RECTIFICATIF - ... | (Annule et remplace ...) | La dépêche ... est annulée.
    form("annul", _KILL, _WIRE, LINE, r"DÉPÊCHE ANNULÉE\b[^\n]{0,120}"),
    form("annul", _KILL, _WIRE, LINE, rf"(?:La|Cette|Notre) dépêche\b[^\n.]{{0,120}}?\b(?:est|a été) annulée\b{REST}"),
    form("rectif", _CORRECTION, _WIRE, LINE, rf"(?:RECTIFICATIF|Rectificatif)\s?[:(\u2013\u2014-]{TO_END}"),
    form("annul", _CORRECTION, _WIRE, LINE, rf"\(?(?:ANNULE ET REMPLACE|Annule et remplace)\b{TO_END}"),
    form("corrig|rectif", _CORRECTION, _WIRE, LINE, rf"\((?:RECTIFICATIF|Rectificatif|CORRIGÉ|Corrigé|VERSION CORRIGÉE|[Vv]ersion corrigée|Rectifie)\b{INSIDE}"),
    form("de cet article|de cette dépêche|de ce texte", _CORRECTION, _OUTLET, SENTENCE, rf"Une (?:(?:première|précédente|ancienne) version|version (?:précédente|antérieure|initiale)) de (?:cet article(?! de loi)|cette dépêche|ce texte)\b[^.\n]{{0,60}}?\b(?:indiqu|affirm|mentionn|comport|évoqu|attribu|conten|dis)(?:ait|aient)\b{REST}"),
    form("corrig|rectif", _CORRECTION, _OUTLET, LINE, rf"(?:Cet article|Ce texte) a été (?:corrigé|rectifié)\b{TO_END}"),
    form("actualis|à jour", _UPDATE, None, LINE, rf"(?:Cet article|Ce texte) a été (?:mis à jour|actualisé)\b{TO_END}"),
    # Spanish, Portuguese: (Corrige ...) | Corrección: ... | Una versión anterior de esta noticia ...
    form("corr", _CORRECTION, _WIRE, LINE, rf"\((?:CORRIGE|Corrige|CORREGID[AO]|Corregid[ao]|CORRECCIÓN|Corrección|CORREÇÃO|Correção|CORRIGID[AO]|Corrigid[ao])\b{INSIDE}"),
    form("corre|errat", _CORRECTION, None, LINE, rf"(?:CORRECCIÓN|Corrección|FE DE ERRATAS|Fe de (?:erratas|errores)|CORREÇÃO|Correção|ERRATA|Errata){COLON}[^\n]{{3,300}}"),
    form("anul", _CORRECTION, _WIRE, LINE, rf"\(?(?:Esta (?:noticia|información) anula|ANULA|Anula) y sustituye\b{TO_END}"),
    form("anul", _KILL, _WIRE, LINE, r"\(?(?:(?:Esta (?:noticia|información) anula|ANULA|Anula) (?:a )?la (?:noticia )?anterior|(?:ANULA|Anula) a notícia)\b[^\n]{0,120}"),
    form("versión", _CORRECTION, _OUTLET, SENTENCE, rf"Una (?:versión (?:anterior|previa)|primera versión) de (?:este|esta) (?:artículo|nota|información|noticia|texto)\b[^.\n]{{0,60}}?\b(?:decía|indicaba|señalaba|afirmaba|contenía|recogía|incluía|atribuía|informaba|mencionaba)\b{REST}"),
    form("corregid|rectificad", _CORRECTION, _OUTLET, LINE, rf"Est[ae] (?:nota|información|noticia|artículo|texto) (?:fue|ha sido) (?:corregid|rectificad)[ao]\b{TO_END}"),
    form("versão", _CORRECTION, _OUTLET, SENTENCE, rf"Uma versão anterior (?:dest[ae]|d[ao]) (?:reportagem|texto|notícia|artigo|matéria)\b[^.\n]{{0,60}}?\b(?:inform|afirm|indic|mencion|cont|diz|traz)(?:ava|inha|ia)\b{REST}"),
    form("corrig", _CORRECTION, _OUTLET, LINE, rf"Est[ea] (?:texto|reportagem|artigo|matéria|notícia) foi corrigid[ao]\b{TO_END}"),
    # Italian: (CORREZIONE: ...) | Si prega di annullare ...
    form("annul", _KILL, _WIRE, SENTENCE, rf"[Ss]i prega di (?:annullare|non pubblicare|non utilizzare|non tenere conto)\b{REST}"),
    form("corre", _CORRECTION, _WIRE, LINE, rf"\((?:CORREZIONE|Correzione|CORREGGE|Corregge)\b{INSIDE}"),
    form("correzione|errata", _CORRECTION, None, LINE, rf"(?:CORREZIONE|Correzione|ERRATA CORRIGE|Errata corrige){COLON}[^\n]{{3,300}}"),
    form("versione precedente", _CORRECTION, _OUTLET, SENTENCE, rf"Una versione precedente di questo articolo\b{REST}"),
    form("corre", _CORRECTION, _OUTLET, LINE, rf"Questo articolo è stato (?:corretto|rettificato)\b{TO_END}"),
    # Dutch
    form("correctie|rectificatie|eerdere versie", _CORRECTION, _OUTLET, LINE, rf"(?:(?:CORRECTIE|Correctie|RECTIFICATIE|Rectificatie){COLON}|[Ii]n een eerdere versie van dit (?:artikel|bericht)\b){TO_END}"),
)
# fmt: on
