"""Cases after those that courlan and url-normalize publish, on hosts of our own: where we agree with them, and where not, why.

They normalize an address to fetch it, we make a key of a page. Each row says that the second address is what they make of the first: both have to be
one page to us, unless the last column holds our decision.
"""

from __future__ import annotations

import pytest

from crawler.errors import NotAPageError
from crawler.pages.html.addresses import canonicalize

#: Library, address, what it makes of it, our decision where we see it otherwise.
CASES = [
    ("courlan", "<![CDATA[https://www.harbour.example]]>", "https://www.harbour.example", "refused: markup around an address is taken off by who reads the document"),
    ("courlan", "https://www.harbour.example/test?param=test&amp;other=test", "https://www.harbour.example/test?param=test&other=test", ""),
    ("courlan", "https://www.harbour.example/garbledhttps://www.harbour.example/", "https://www.harbour.example/garbled", "another page: archives and translators have addresses inside their paths"),
    ("courlan", "https://g__https://www.harbour.example/", "https://www.harbour.example", "another page: which of the two was meant is a guess"),
    ("courlan", "https://www.harbour.example/a b", "https://www.harbour.example/a", "another page: a space is part of a path, not its end"),
    ("courlan", "HTTPS://WWW.HARBOUR.EXAMPLE:80/", "https://www.harbour.example", ""),
    ("courlan", "https://harbour.example//404.html", "https://harbour.example/404.html", ""),
    ("courlan", "http://harbour.example/foo.html#bar", "http://harbour.example/foo.html", ""),
    ("courlan", "http://harbour.example/foo.html#:~:text=night-,vision", "http://harbour.example/foo.html", ""),
    ("courlan", "http://www.harbour.example:80/test.html", "http://www.harbour.example/test.html", ""),
    ("courlan", "http://harbour.example/foo.html?utm_source=twitter&post=abc&page=2&fbclid=IF123", "http://harbour.example/foo.html?page=2&post=abc", ""),
    ("courlan", "http://harbour.example/foo.html?page=2&itemid=10&lang=en", "http://harbour.example/foo.html?itemid=10&lang=en&page=2", ""),
    ("courlan", "http://harbour.example/foo.html?page=2&itemid=10&lang=en", "http://harbour.example/foo.html?page=2", "another page: an item and a language may be what a page shows; only what is known to track goes"),
    ("courlan", "http://harbour.example/#partnerid=123", "http://harbour.example/", ""),
    ("courlan", "http://harbour.example/#mtm_campaign=123&catpage=3", "http://harbour.example/#catpage=3", ""),
    ("courlan", "http://harbour.example/a?partnerid=123", "http://harbour.example/a", ""),
    ("courlan", "http://harbour.example/a?s_cid=123&clickid=1", "http://harbour.example/a", ""),
    ("courlan", "http://xn--mnchen-3ya.example", "http://münchen.example", ""),
    ("courlan", "http://Mnchen.example/a", "http://mnchen.example/a", ""),
    ("courlan", "http://harbour.example/a/../b", "http://harbour.example/b", ""),
    ("courlan", "http://harbour.example/a/./b", "http://harbour.example/a/b", ""),
    ("courlan", "http://harbour.example/a/..", "http://harbour.example/", ""),
    ("courlan", "http://harbour.example/../../a", "http://harbour.example/a", ""),
    ("courlan", "http://harbour.example/foo.html?", "http://harbour.example/foo.html", ""),
    ("courlan", "http://harbour.example/foo/", "http://harbour.example/foo", ""),
    ("courlan", "http://harbour.example/foo.html?a=b&&c=d", "http://harbour.example/foo.html?a=b&c=d", ""),
    ("courlan", "https://harbour.example/page?utm_content=x&utm_id=1", "https://harbour.example/page", ""),
    ("courlan", "https://harbour.example/page/2/?ref=home", "https://harbour.example/page/2/", ""),
    ("url-normalize", "http://:@harbour.example/", "http://harbour.example/", ""),
    ("url-normalize", "http://@harbour.example/", "http://harbour.example/", ""),
    ("url-normalize", "http://127.0.0.1:80/", "http://127.0.0.1/", ""),
    ("url-normalize", "http://harbour.example:081/", "http://harbour.example:81/", ""),
    ("url-normalize", "http://harbour.example", "http://harbour.example/", ""),
    ("url-normalize", "http://harbour.example/?q=%5c", "http://harbour.example/?q=%5C", ""),
    ("url-normalize", "http://harbour.example/?q=C%CC%A7", "http://harbour.example/?q=%C3%87", ""),
    ("url-normalize", "http://harbour.example/%C7", "http://harbour.example/%EF%BF%BD", "another page: bytes that are no UTF-8 are a name all the same, and U+FFFD would make all of them one"),
    ("url-normalize", "http://HARBOUR.EXAMPLE/", "http://harbour.example/", ""),
    ("url-normalize", "http://harbour.example/%7Ejane", "http://harbour.example/~jane", ""),
    ("url-normalize", "http://harbour.example/%7ejane", "http://harbour.example/~jane", ""),
    ("url-normalize", "http://harbour.example/a/../a/b", "http://harbour.example/a/b", ""),
    ("url-normalize", "http://USER:pass@www.Harbour.EXAMPLE/foo/bar", "http://USER:pass@www.harbour.example/foo/bar", ""),
    ("url-normalize", "http://www.harbour.example./", "http://www.harbour.example/", ""),
    ("url-normalize", "http://www.harbour.example.:81/foo", "http://www.harbour.example:81/foo", ""),
    ("url-normalize", "http://www.harbour.example?foo=bar", "http://www.harbour.example/?foo=bar", ""),
    ("url-normalize", "http://www.harbour.example/?p=529&#038;cpage=1#comment-783", "http://www.harbour.example/?p=529&cpage=1", ""),
    ("url-normalize", "http://harbour.example/?b=1&a=2", "http://harbour.example/?a=2&b=1", ""),
    ("url-normalize", "http://пример.испытание/Служебная:Search/Test", "http://xn--e1afmkfd.xn--80akhbyknj4f/%D0%A1%D0%BB%D1%83%D0%B6%D0%B5%D0%B1%D0%BD%D0%B0%D1%8F:Search/Test", ""),
    ("url-normalize", "http://www.fóo.example/", "http://www.xn--fo-5ja.example/", ""),
    ("url-normalize", "http://XN--FO-5JA.example/", "http://xn--fo-5ja.example/", ""),
    ("url-normalize", "http://harbour.example/?q=%e3%82%82%26", "http://harbour.example/?q=%E3%82%82%26", ""),
    ("url-normalize", "http://harbour.example/Am%C3%A9lie", "http://harbour.example/Ame%CC%81lie", ""),
    ("url-normalize", "http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a", ""),
    ("url-normalize", "http://harbour.example/a%20b", "http://harbour.example/a b", ""),
    ("url-normalize", "http://harbour.example/?a=1+2", "http://harbour.example/?a=1%202", ""),
    ("url-normalize", "//harbour.example/a", "https://harbour.example/a", "refused: an address without a scheme is joined to its page first"),
    ("url-normalize", "harbour.example/a", "https://harbour.example/a", "refused: a path without a scheme may be a file"),
    ("url-normalize", "http://harbour.example/%25%32%35", "http://harbour.example/%2525", ""),
    ("url-normalize", "http://harbour.example/foo?bar=baz#frag", "http://harbour.example/foo?bar=baz", ""),
    ("url-normalize", "http://harbour.example/index.html", "http://harbour.example/", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("library", "address", "theirs", "decision"), CASES, ids=[f"{row[0]}-{row[1]}" for row in CASES]
)
def test_a_published_case_is_one_page_or_decided_otherwise(
    library: str, address: str, theirs: str, decision: str
) -> None:
    """Agreement is that both forms have one key; a decision is that they have two, or that the first is refused."""
    assert library in {"courlan", "url-normalize"}
    assert canonicalize(canonicalize(theirs)) == canonicalize(theirs)
    if decision.startswith("refused: "):
        with pytest.raises(NotAPageError):
            canonicalize(address)
    elif decision:
        assert decision.startswith("another page: ")
        assert canonicalize(address) != canonicalize(theirs)
    else:
        assert canonicalize(address) == canonicalize(theirs)
