"""Labels: the words that pages print before a time to say what happened then, in some forty languages. Data and one pattern.

After what outlets print on their pages. A label stands before its time, with a colon, a space or, in scripts without spaces, neither.
"""

from __future__ import annotations

import re
from typing import Final

from crawler.text.patterns import lazy_pattern

# fmt: off
PUBLISHED: Final = (
    "first published|originally published|published|posted|publication date|publish date|published date|date published|date posted|issued|released|created|date|filed|uploaded|submitted|"
    "zuerst veröffentlicht|erstmals veröffentlicht|veröffentlicht|veröffentlichung|publiziert|erschienen|erstellt|eingestellt|online seit|datum|"
    "publicado|publicada|fecha de publicación|fecha|publié|publiée|publication|mis en ligne|mise en ligne|posté|écrit|paru|date de publication|"
    "pubblicato|pubblicata|pubblicazione|data di pubblicazione|data|inserito|postado|publicação|data de publicação|criado|"
    "gepubliceerd|geplaatst|publicatiedatum|publicerad|publicerat|skapad|publisert|publiceret|offentliggjort|udgivet|julkaistu|"
    "opublikowano|data publikacji|dodano|utworzono|publikováno|vydáno|zverejnené|publikované|vytvořeno|megjelent|közzétéve|publikálva|publicat|objavljeno|objavljen|objavljena|"
    "опубликовано|опубликована|дата публикации|размещено|опубліковано|дата публікації|публикувано|публикувана|објављено|датум|дата|"
    "yayınlandı|yayınlanma|yayınlanma tarihi|yayın tarihi|yayın|giriş|giriş tarihi|oluşturulma|oluşturulma tarihi|eklenme|tarih|"
    "δημοσίευση|δημοσιεύτηκε|δημοσιεύθηκε|ημερομηνία|diterbitkan|dipublikasikan|tayang|terbit|đăng|đăng lúc|ngày đăng|"
    "نشر في|نشرت في|نشر|تاريخ النشر|نُشر|انتشار|تاریخ انتشار|شائع|פורסם|פורסם בתאריך|प्रकाशित|पब्लिश्ड|প্রকাশিত|প্রকাশ|เผยแพร่|เผยแพร่เมื่อ|โพสต์เมื่อ|วันที่|"
    "発表|公開|公開日|公開日時|配信|掲載|掲載日|投稿|投稿日|登録|登録日|入力|初出|发布|發布|发布时间|發布時間|发布于|發布於|发表|發表|发表于|發表於|发表时间|时间|時間|日期|刊登|上架|입력|등록|승인|기사입력|기사등록|게재|작성|발행|최초입력"
)
MODIFIED: Final = (
    "last updated|last modified|last edited|last update|updated|update|modified|edited|revised|corrected|"
    "zuletzt aktualisiert|zuletzt geändert|letzte aktualisierung|letzte änderung|aktualisiert|aktualisierung|geändert|bearbeitet|überarbeitet|stand|"
    "última actualización|última modificación|actualizado|actualizada|actualización|modificado|dernière mise à jour|dernière modification|mis à jour|mise à jour|modifié|modifiée|actualisé|"
    "ultimo aggiornamento|ultima modifica|aggiornato|aggiornata|aggiornamento|modificato|última atualização|atualizado|atualizada|atualização|modificada|"
    "laatst bijgewerkt|laatste update|bijgewerkt|gewijzigd|aangepast|senast uppdaterad|uppdaterad|uppdaterat|ändrad|sist oppdatert|oppdatert|sidst opdateret|opdateret|päivitetty|muokattu|"
    "ostatnia aktualizacja|aktualizacja|zaktualizowano|aktualizováno|upraveno|aktualizované|frissítve|frissült|módosítva|actualizat|actualitzat|ažurirano|izmijenjeno|"
    "обновлено|обновлена|изменено|оновлено|обновена|ажурирано|güncellendi|güncelleme|güncellenme|güncellenme tarihi|güncelleme tarihi|son güncelleme|son güncellenme|"
    "ενημέρωση|ενημερώθηκε|τελευταία ενημέρωση|diperbarui|dimutakhirkan|cập nhật|cập nhật lúc|آخر تحديث|تحديث|تم التحديث|به‌روزرسانی|עודכן|अपडेटेड|अपडेट|অপডেট|আপডেট|อัปเดต|อัพเดท|อัพเดต|"
    "更新|更新日|更新日時|最終更新|最終更新日|更新时间|更新時間|更新于|更新於|修订|수정|최종수정|최종 수정|업데이트|기사수정|최종편집|편집"
)
# Between a label and its time.
_ON = "on|at|am|um|le|el|il|op|em|den|der|dem|the|vom|in|den|dnia|dne|i|la|w dniu|в|от|στις|ngày|في|pada|ons|seit|à"
# fmt: on


def _any(words: str) -> str:
    ordered = sorted(dict.fromkeys(words.split("|")), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)


# What languages say behind a time that put the verb last, and Japan, China and Korea.
_BEHIND_PUBLISHED: Final = (
    "veröffentlicht|publiziert|gepostet|geschrieben|erstellt|eingestellt|online gestellt|gepubliceerd|geplaatst|geschreven|publicerad|"
    "tarihinde yayınlandı|tarihinde yayımlandı|yayınlandı|yayımlandı|tarihinde eklendi|eklendi|"
    "公開|配信|掲載|投稿|発表|发布|發布|发表|發表|刊登|上传|입력|등록|게시|송고|작성|को प्रकाशित|पर प्रकाशित"
)
_BEHIND_MODIFIED: Final = "aktualisiert|geändert|überarbeitet|bijgewerkt|gewijzigd|uppdaterad|tarihinde güncellendi|güncellendi|更新|最終更新|修订|수정|업데이트|को अपडेट|पर अपडेट"

_CJK = r"(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])"  # there a label needs no space behind it
#: A label at a text's beginning, up to where its time begins; the group "modified" is set for that of an update.
LABEL: Final = lazy_pattern(
    rf"(?:(?P<modified>{_any(MODIFIED)})|{_any(PUBLISHED)})(?:\s?[:：\-–]\s?|\s|(?=[(（])|{_CJK})(?:(?:{_any(_ON)})\s?[:：]?\s)*\s?(?:[:：]\s?)?",
    re.IGNORECASE,
)
#: A label behind a time, which begins where the time ends.
LABEL_BEHIND: Final = lazy_pattern(
    rf"[\s,(（]*+(?:に|에)?\s?(?:(?P<modified>{_any(_BEHIND_MODIFIED)})|{_any(_BEHIND_PUBLISHED)})(?![\w:：])[)）]?",
    re.IGNORECASE,
)
