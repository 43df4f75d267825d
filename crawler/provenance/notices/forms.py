"""The forms in which agencies and outlets announce a kill, a withdrawal, a correction, a refile or an update, in seven languages. Data, no rules.

The agencies' rules are public: Reuters' handbook distinguishes CORRECTED, REFILE and WITHDRAWN, AP calls a correction a correction
and nothing else, dpa resends a retracted item with the status "canceled". Every quantifier is bounded.
"""

from __future__ import annotations

from typing import Final

from crawler.provenance.notices.form import (
    COLON,
    INSIDE,
    LINE,
    PIECE,
    REST,
    SENTENCE,
    TO_END,
    Form,
    NoticeKind,
    Voice,
    form,
    said_in_note,
    slug,
)

_KILL, _WITHDRAWAL, _CORRECTION = NoticeKind.KILL, NoticeKind.WITHDRAWAL, NoticeKind.CORRECTION
_REFILE, _UPDATE = NoticeKind.REFILE, NoticeKind.UPDATE
_WIRE, _OUTLET = Voice.WIRE, Voice.OUTLET

_OBJECT = (
    r"(?:the|that|a|an|to (?:show|say|read|add|make|fix|remove|reflect)|in|spelling|name|title|age|year|month|day|date|figure|amount|number|period"
    r"|typo|byline|dateline|headline|lead|line|para(?:graph)?s?|first|second|third|fourth|last|current|reporting)\b"
)
_DATE = r"(?:,?\s\(?(?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[^\n:]{0,40})?"
_ON = r"on (?:\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)\w{0,6}\b)"
_WRONG = (
    r"(?:misstat|misidentif|misspel|misquot|misattribut|mistaken|incorrect|wrong|erroneous|inaccurate|gave (?:the|an?) (?:wrong|incorrect)"
    r"|contained (?:an? )?(?:error|incorrect|wrong|inaccura)|omitted)"
)
_NAME = r"(?:The )?[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){0,4}"
_STORY = r"(?:story|stories|article|item|dispatch|alert|series|report)"
_CORRECTED = r"(?:CORRECTED|CORRECTION|CORRECTS|CORREGIDO|CORREGIDA|CORRIGIDO|CORRIGE|CORRIGÉ|KORRIGIERT|BERICHTIGT|BERICHTIGUNG|KORREKTUR|RECTIFICATIF|CORRETTO|CORREZIONE|CORREÇÃO)"
_SERIES = r"(?:[A-Z]{3,10} \d{1,2}-)?"
_MELDUNG = (
    r"(?:[Dd]ie|[Uu]nsere) (?:Eil|Kurz)?(?:[Mm]eldung|[Nn]achricht)\b[^\n.;]{0,160}?\b(?:wird|ist|wurde) (?:hiermit )?"
)
_ACHTUNG = rf"(?:{LINE}(?:ACHTUNG|Achtung)[^\n]{{0,40}}?[:!]\s?|{LINE}\(?)"

# fmt: off
SLUGS: Final[tuple[Form, ...]] = (
    # CORRECTED-Port raises fees | UPDATE 1-CORRECTED-... | CORRECTED (OFFICIAL)-...
    slug("corre|corrig|korr|berichtig|rectif", _CORRECTION, _WIRE, rf"{_SERIES}{_CORRECTED}(?:\s?\([A-Z ]{{2,20}}\))?-(?=\S)"),
    # Port raises fees =(CORRECTED)= | (Korrektur)
    slug("corre|corrig|korr|berichtig|rectif", _CORRECTION, _WIRE, rf"=?\((?i:{_CORRECTED})\)=?", before=""),
    slug("correct", _CORRECTION, _WIRE, r"(?:,|--|/|\s)(?:CORRECTION|CORRECTIVE)(?=,|\s|$)", before=r"^[A-Z]{2}-[^\n]{0,80}?"),
    slug("correct", _CORRECTION, _WIRE, r"(?:sig:|\S{0,80}/signal/)correction$"),
    # Correction: Lighthouse-Parrot story
    slug("correction", _CORRECTION, _WIRE, r"Correction: [\w.']+(?:-[\w.' ]+){1,6} story$"),
    slug("refil", _REFILE, _WIRE, rf"{_SERIES}REFILED?\s?[-:](?=\s?\S)"),
    slug("updat|wrapup|aktualis|actuali|atualiza", _UPDATE, _WIRE, r"(?:UPDATE|WRAPUP|ACTUALIZA|AKTUALISIERT|ACTUALISÉ|ATUALIZA)(?: \d{1,2})?-(?=\S)"),
    slug("updat", _UPDATE, None, r"(?:UPDATED?|Updated)(?: \d{1,2})?:(?=\s)"),
    slug("updat", _UPDATE, _WIRE, r"(?:sig:|\S{0,80}/signal/)update$"),
    slug("kill", _KILL, _WIRE, r"KILL(?:-(?=[A-Z][a-z])|$)"),
    slug("annul|anul|elimin", _KILL, _WIRE, r"(?:(?:NOTICIA )?ANULADA|ANULACIÓN|ANNULATION|ANNULLATA)\s?[:\u2013\u2014-]|(?:NOTICIA )?ELIMINAD[AO]$|NOTÍCIA ANULADA"),
    slug("withdr", _WITHDRAWAL, _WIRE, r"WITHDRAWN-(?=[A-Z])"),
    # ADVISORY-Story on ferry withdrawn | ADVISORY: WITHDRAWN: ...
    slug("withdr", _WITHDRAWAL, _WIRE, rf"(?:ADVISORY|Advisory|NOTICE)\s?[:\u2013\u2014-]\s?(?:WITHDRAWN\b|[^\n]{{0,120}}?\b(?i:{_STORY})\b[^\n]{{0,80}}?\b(?i:withdrawn)\b)"),
)

SENTENCES: Final[tuple[Form, ...]] = (
    # BULLETIN KILL | Editors, please kill ... | A kill is mandatory.
    form("bulletin kill|urgent kill|mandatory kill", _KILL, _WIRE, LINE, r"(?:BULLETIN|URGENT|MANDATORY) KILL\b[^\n]{0,120}"),
    form("kill", _KILL, _WIRE, LINE, r"KILL(?=\s{0,9}(?:\n|$))"),
    form("editors|eds", _KILL, _WIRE, r"(?<!\w)", rf"(?:[Aa]ttention |ATTENTION )?(?:EDITORS|[Ee]ditors|EDS|Eds)(?:[:,.\u2014-]\s?(?:please |PLEASE )?| please | PLEASE )(?:[Kk]ill|KILL|delete|remove|disregard)\b{REST}"),
    form("please kill|please disregard|please delete", _KILL, _WIRE, SENTENCE, rf"Please (?:kill|disregard|delete) (?:[\w-]+ ){{0,5}}?{_STORY}\b{REST}"),
    form("a kill is|make certain", _KILL, _WIRE, SENTENCE, r"(?:A kill is mandatory|Make certain (?:that )?the story is not (?:used|published))\b[.!]?"),
    # AP has withdrawn its story about ... | There will be no substitute story.
    form("withdr|retract|killed|deleted|removed", _WITHDRAWAL, _WIRE, LINE, rf"{_NAME} (?:has|is) (?:withdrawn|withdrawing|retracted|retracting|killed|deleted|removed) (?:its|the|this|an?) (?:[\w-]+ ){{0,3}}?{_STORY}\b{REST}"),
    form("no substitute", _WITHDRAWAL, _WIRE, r"(?<!\w)", rf"[Tt]here will be no substitute {_STORY}\b[.!]?"),
    form("withdrawn", _WITHDRAWAL, _WIRE, LINE, rf"Please (?:be advised|note) that [^\n.]{{0,120}}?\b{_STORY}\b[^\n.]{{0,120}}?\b(?:is|has been|was) withdrawn\b{REST}"),
    form("withdrawn|killed|retracted|deleted", _WITHDRAWAL, None, LINE, rf"[Tt]he (?:[\w-]+ ){{0,4}}?{_STORY} (?:headlined|slugged|entitled|titled|headed)\b[^\n]{{1,160}}?\b(?:is|has been|was) (?:withdrawn|killed|retracted|deleted)\b{REST}"),
    form("removed|withdrawn|deleted|retracted|unpublished|taken down|pulled", _WITHDRAWAL, None, SENTENCE, rf"This (?:{PIECE}|content) (?:has been|was) (?:removed|withdrawn|deleted|retracted|unpublished|taken down|pulled)\b{REST}"),
    form("story |article |report ", _WITHDRAWAL, None, LINE, rf"(?:STORY|ARTICLE|REPORT|Story|Article)\s(?:(?:IS|HAS BEEN|has been) )?(?i:withdrawn|removed|deleted|retracted|killed)(?=\s{{0,9}}(?:[:\u2013\u2014-]|\n|$)){TO_END}"),
    # (This version CORRECTS the age ...) | CORRECTS to say ... | (Corrects paragraph 4 ...) | ... -- corrects year of loss
    form("corrects", _CORRECTION, _WIRE, SENTENCE, rf"This (?:version|story|article|item|report) CORRECTS\b{REST}"),
    form("corrects", _CORRECTION, _WIRE, rf"{LINE}\(?", rf"This (?:version|story|article|item) corrects {_OBJECT}{REST}"),
    form("corrects", _CORRECTION, _WIRE, LINE, rf"\(?CORRECTS(?=:|\s[a-z\d]|\s(?:AGE|DAY|DATE|NAME|SPELLING)\b){TO_END}"),
    form("correct", _CORRECTION, _WIRE, LINE, rf"\((?:Corrects|Corrected|CORRECTED)\b[:\s]{INSIDE}"),
    form("corrects", _CORRECTION, _WIRE, r"(?<=\s)", rf"\((?:[Cc]ompany )?[Cc]orrects {_OBJECT}[^()\n]{{0,200}}\)(?=\s{{0,9}}(?:\n|$))"),
    form("corrects", _CORRECTION, _WIRE, r"(?<=\s)", rf"[\u2013\u2014-]{{1,2}}\s?[Cc]orrects {_OBJECT}[^\n]{{0,200}}(?=\n|$)"),
    form("corrects", _CORRECTION, _WIRE, SENTENCE, rf"(?:NOTE: )?[Cc]ompany corrects (?:its|{_OBJECT}){REST}"),
    # In a March 19 story about the harbor, The Associated Press erroneously reported ...
    form("erroneous|incorrect|mistaken|wrongly", _CORRECTION, _WIRE, r"(?<!\w)", rf"In (?:an?|its|stories?) [^\n]{{0,40}}?\b(?:story|stories|report|article|dispatch|dispatches)\b[^\n]{{0,200}}?, {_NAME} (?:(?:erroneously|incorrectly|mistakenly|wrongly) \w+|(?:reported|stated|said) (?:erroneously|incorrectly|mistakenly|wrongly)){REST}"),
    # An earlier version of this article misstated ... | This article was amended on 3 May | Correction, Nov. 22: ...
    form("version of", _CORRECTION, _OUTLET, SENTENCE, rf"(?:An?|The|In an?) (?:earlier|previous|prior|original|initial|first) (?:online )?version of (?:this|the) {PIECE}\b[^.\n]{{0,80}}?\b{_WRONG}{REST}"),
    form("version of", _CORRECTION, _OUTLET, r"\n[\s\u2022*_]{0,5}", rf"An? (?:earlier|previous|prior) version of this {PIECE} (?:said|stated|reported|suggested|gave|called|quoted|identified)\b{TO_END}"),
    form("correct|amended", _CORRECTION, _OUTLET, LINE, rf"\(?This {PIECE} was (?:last )?(?:amended|corrected) {_ON}{TO_END}"),
    form("corrected", _CORRECTION, None, SENTENCE, rf"This {PIECE} (?:has been|was) corrected\b(?! by ){REST}"),
    form("to correct|to fix|to remove", _CORRECTION, None, SENTENCE, rf"This {PIECE} (?:has been|was) (?:updated|edited|revised|modified|changed|amended)(?: {_ON}[^.\n]{{0,30}})? to (?:correct|fix|remove)\b{REST}"),
    form("correction|corrective|corrected|erratum", _CORRECTION, None, LINE, rf"(?:CORRECTION|Corrections?|CORRECTIVE|Corrective|CORRECTED|Corrected|ERRATUM|Erratum){_DATE}{COLON}[^\n]{{3,300}}"),
    # (Refiles to fix typo) | Clarification: ...
    form("(refil|(clarif|(fixes|(removes|(deletes|(drops", _REFILE, _WIRE, LINE, rf"\((?:Refiles|REFILES|Refiling|Clarifies|Fixes (?:typo|link|format|spelling|headline|garble)|(?:Removes|Deletes|Drops) (?:extraneous|redundant|repeated))\w*\b{INSIDE}"),
    form("refil", _REFILE, _WIRE, LINE, rf"Refiles (?:to|with|story)\b{TO_END}"),
    form("clarif", _REFILE, None, LINE, rf"(?:CLARIFICATION|Clarification){_DATE}{COLON}[^\n]{{3,300}}"),
    form("to clarify", _REFILE, None, SENTENCE, rf"This {PIECE} (?:has been|was) (?:updated|edited|amended|changed)(?: {_ON}[^.\n]{{0,30}})? to clarify\b{REST}"),
    # (Adds details) | This article has been updated to include ...
    form("(adds|(updates|(recasts|(rewrites|(releads", _UPDATE, _WIRE, LINE, rf"\((?:Adds|Updates|Recasts|Rewrites|Releads)\b{INSIDE}"),
    form("updated", _UPDATE, None, LINE, rf"This {PIECE} (?:has been|was) (?:last |first )?updated\b{TO_END}"),
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

NOTES: Final[tuple[Form, ...]] = (
    said_in_note(_KILL, r"(?:MANDATORY )?KILLS?\b|[Kk]ills? (?:the|this|all|story|item)\b|(?:please )?(?:[Tt]ake down|[Rr]emove|[Dd]elete) all versions|[^.;]{0,40}\b(?:ersatzlos gestrichen|annulliert)\b|(?:ANNULE|ANULA|ANNULLA)\b(?! (?:ET|et|Y|y|E|e) )"),
    said_in_note(_WITHDRAWAL, r"(?:(?:[Ss]tory|[Ii]tem|[Aa]rticle|[Aa]lert) (?:(?:is|has been|was) )?)?(?i:withdrawn|withdraws|retracted|zurückgezogen)\b"),
    said_in_note(_CORRECTION, r"(?i:corrects|corrected|correction|correcting|corrige|corrigé|rectifie|rectificatif|berichtigt|berichtigung|korrigiert|korrektur|corregid[ao]|corrección|corregge|correzione|correção|corrigid[ao])\b"),
    said_in_note(_REFILE, r"(?i:refiles?|fixes|clarifies|resends|retransmits)\b"),
    said_in_note(_UPDATE, r"(?i:adds|updates|recasts|rewrites|inserts|ergänzt|aktualisiert|actualiza|amplía|ajoute|actualise|aggiunge|atualiza|acrescenta)\b"),
)
# fmt: on
