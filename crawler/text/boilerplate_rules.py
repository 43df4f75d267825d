"""Boilerplate rules as data: the forms in which pages print their furniture. How they are applied is in `boilerplate.py`.

Four kinds: a LINE is furniture when nothing else stands on it; a RUN is furniture wherever it stands, because no article
has those words in that shape; a PHRASE or a LABEL is made of words that articles have too, and counts only where a
sentence has ended.
All patterns are linear: quantifiers are bounded or possessive.
"""

from __future__ import annotations

import regex

_SHARE = (
    r"(?:fb|g)?share|shares?|tweet|e-?mail|print|pin(?: it)?|save|facebook|twitter|x|whatsapp|linkedin|pinterest|reddit|telegram"
    r"|flipboard|messenger|tumblr|instagram|threads|bluesky|sms|copy link|link|comments?|more|post|google\+?|pocket|bookmark"
)
_NAMED_SHARE = r"Share|Tweet|E-?mail|Print|Pin It|Facebook|Twitter|X|WhatsApp|LinkedIn|Pinterest|Reddit|Telegram|Flipboard|Messenger|Copy Link|Copy link|Save"

#: Whole lines, without regard to case.
LINES: tuple[tuple[str, str], ...] = (
    ("share-bar", rf"(?:(?:{_SHARE})[\s|•·,]*+){{2,}}+|share(?: this)?(?: (?:article|story|post|page|video))?|share (?:on|via|to) [\w ]{{1,20}}"),
    ("share-bar", r"\d{1,6} shares?|(?:follow|like|find|join) us on [\w ,&.]{2,60}|a link has been (?:sent|posted) to [^.]{1,60}\.?"),
    ("advertisement", r"\W*+advertisements?\W*+(?:continue reading below|scroll (?:down )?to continue[^.]{0,40}|skip)?\W*+|ads? by \w+|skip ad|sponsored(?: content)?|paid post"),
    ("advertisement", r"(?:story|article) continue[sd] (?:below|after)(?: (?:the )?(?:advertisement|ad|video))?|continue reading(?: below| the main story)?|scroll to continue(?: reading)?"),
    ("comment-counter", r"(?:view |show |read |see |add |post |leave )?(?:all )?(?:an? )?(?:[\d,]{1,7} )?comments?(?: \([\d,]{1,7}\))?|be the first to comment.{0,40}|no comments yet.{0,20}"),
    ("comment-counter", r"join the (?:conversation|discussion).{0,40}|click here to comment.{0,40}|to find out more about facebook commenting.{0,90}|log in to comment.{0,40}"),
    ("newsletter-prompt", r"(?:sign (?:me )?up|subscribe|register)(?: (?:now|here|today|free|for free))?!?|get the [\w' ]{2,50} newsletter[.!]?|thank you for (?:signing up|subscribing).{0,80}"),
    ("app-prompt", r"(?:download|get) (?:the |our )?[\w' ]{0,40}\bapp(?: (?:now|here|today|for free))?[.!]?|open in app|turn on notifications.{0,90}"),
    ("page-control", r"close|x|×|more|show (?:more|less)(?: ?/? ?show less)?|see more|load more|read (?:more|less)(?: here)?|back to (?:top|gallery)|scroll to top.{0,20}|view (?:full )?(?:image|gallery)|fullscreen|replay|prev(?:ious)?|next|prev next|skip"),
    ("page-control", r"image \d{1,3} of \d{1,3}|\d{1,3} ?/ ?\d{1,3}|now playing:?|autoplay|recommended video:?|watch(?: now| live)?:?|hide caption|toggle caption|caption"),
    ("more-stories", r"(?:related|trending|popular|recommended|latest|more|top|most (?:read|popular|viewed))(?: (?:content|stories|articles|news|videos?|coverage|links|topics|posts|reading))?:?|you may also like|recommended for you|editor'?s'? picks?|read more on this:?"),
    ("site-navigation", r"skip to (?:main )?content\b.{0,180}|.{1,40}\| breaking news, latest .{0,150}"),
    ("disclaimer", r"disclaimer: the (?:views|opinions) expressed .{0,170}"),
)  # fmt: skip

#: Shapes that no article has, anywhere in the text. With regard to case.
RUNS: tuple[tuple[str, str], ...] = (
    ("disclaimer", r"\bDisclaimer: The (?:views|opinions) expressed[^.\n]{0,200}\.(?: Comments are moderated\.)?(?: To find out more about commenting[^.\n]{0,90}\.)?"),
    ("show-more", r"\bShow [Mm]ore\s*+/?\s*+Show [Ll]ess\b"),
    ("syndication-notice", r"\((?:This|The|Except|Only|With|Disclaimer)\b(?=[^()]{0,200}(?:has not been (?:edited|created)|(?:has|have) been (?:auto-?generated|reworked|published|modified)|may have been reworked|is (?:auto-?generated|published|generated)))[^()]{10,400}\)"),
    ("syndication-notice", r"\b(?:Except for the headline, )?[Tt]his (?:story|article|report|copy) has not been edited by [^.\n()]{2,120}(?:feed|staff|team|agency)\.?"),
    ("syndication-notice", r"\bDisclaimer: This (?:story|article|report|copy) is auto-?generated[^.\n]{0,160}\.?"),
    ("copyright-footer", r"(?:(?:©|\([cC]\)|Copyright)[^.\n]{0,120}\. ?)?\bAll [Rr]ights [Rr]eserved\b\.?(?: This material may not be [^.\n]{1,120}\.)?"),
    ("copyright-footer", r"\bThis material may not be published, broadcast, rewritten[^.\n]{1,80}\."),
    ("copyright-footer", r"(?m:^(?:©|\([cC]\)|Copyright) ?©? ?(?:19|20)\d\d\b[^\n]{0,200}$)"),
)  # fmt: skip

#: Phrases that address the reader, complete but for a few words and a full stop. With regard to case, and only where a
#: sentence has ended.
PHRASES: tuple[tuple[str, str], ...] = (
    ("newsletter-prompt", r"(?:Sign [Uu]p|Subscribe|Register) (?:for|to|with|here for) (?:our|the|[\p{Lu}][\w'’]{1,30})[^.!?\n]{0,70}?\b(?:newsletters?|inbox|updates|alerts|channel)\b(?:[^.!?\n]{0,90}?\binbox\b)?"),
    ("newsletter-prompt", r"(?:Get (?:the|our|all the)|(?:Want|Looking for) more)\b[^.!\n]{0,90}?\b(?:in|to|straight to) your inbox\b"),
    ("app-prompt", r"Download (?:the|our|[\p{Lu}]\w{1,20}'s) [^.!?\n]{0,60}?\b[Aa]pp\b[^.!?\n]{0,60}?\b(?:news|updates|alerts|stories|headlines|experience|News|Updates)\b"),
    ("app-prompt", r"Catch (?:all )?the [^.\n]{0,160}?\b(?:News|Updates|updates)\b[^.\n]{0,60}?\b[Oo]n\b"),
    ("share-bar", r"(?:Follow|Join|Like) us on (?:Facebook|Twitter|X|Instagram|WhatsApp|Telegram|Google News|YouTube|LinkedIn)\b"),
    ("advertisement", r"(?:Story|Article) [Cc]ontinue[sd] [Bb]elow(?: (?:this |the )?[Aa]d(?:vertisement)?)?\b|(?:ADVERTISEMENT|Advertisement) (?=Scroll|Continue|Story|-)(?:- )?(?:Scroll (?:down )?to continue|Continue [Rr]eading(?: [Bb]elow)?|Story continues below)"),
)  # fmt: skip

#: Labels before another article's headline, which ends where the article goes on. As above.
LABELS: tuple[tuple[str, str], ...] = (
    ("also-read", r"(?:ALSO READ|Also [Rr]ead|READ ALSO|Read [Aa]lso|SEE ALSO|See [Aa]lso|MUST READ|Must [Rr]ead|READ MORE|Read [Mm]ore|RELATED|Also [Ww]atch|ALSO WATCH|Don't [Mm]iss|Lee también|Lea también|Lesen Sie auch|Lire aussi|Leia também|Leggi anche) ?[:|] ?"),
)  # fmt: skip

#: A row of share buttons inside a paragraph: three names without a comma between them.
SHARE_RUN = regex.compile(rf"\b(?:{_NAMED_SHARE})\b(?:\s++(?:{_NAMED_SHARE})\b){{2,}}+")

#: The heading of a topics widget, and the counts below it. The heading alone is a sentence's beginning too.
TOPICS = regex.compile(
    r"\bDiscover the stories of your interest\b(?:\s++Discover the stories of your interest\b)*+"
    r"(?P<counts>(?:\s++(?:[\p{L}\d&/'’.+-]{1,30} ){1,5}?\d{1,4} (?:Stories|Story)\b)*+)"
)

#: The heading of an events widget, "Live Events", which is prose when it names a firm or a post.
LIVE_EVENTS = regex.compile(r"\bLive Events\b(?:\s++Live Events\b)*+")
NAMES_A_FIRM = regex.compile(
    r"\s*+['’]|\s++(?:Ltd|Inc|Corp|Co|Group|Managers?|Director|Company|Limited|LLC|Network|Cent(?:re|er)|Team|Industry|Association|Business|Division|Coordinator"
    r"|Producer|Holdings|International|Act|Fund|Award|Awards|Arena|Agency|Calendar|Officer|Department|Union|Council|Committee|Festival|Unit|Programme|Program)\b"
)
