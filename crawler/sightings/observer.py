"""From what is printed of an article to its sighting: boilerplate cut, outlet and wire resolved, placed in time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from crawler.pages.html.markup import decode
from crawler.provenance.outlets.registry import Outlet
from crawler.provenance.times.claims import TimeClaim, agree
from crawler.provenance.wires.evidence import Attribution, Declared, Field
from crawler.sightings.claims import Claims
from crawler.sightings.identity import copy_key, copy_text, sighting_key
from crawler.sightings.printed import Printed
from crawler.sightings.record import Capture, Role, Sighting
from crawler.sightings.registries import Registries
from crawler.sightings.stated_times import claims_of, printed_by
from crawler.text.boilerplate import cut_boilerplate
from crawler.text.cuts import Cleaned
from crawler.text.disguises.hidden import hidden_in, hidden_words, may_hide_words
from crawler.text.disguises.kinds import Disguise
from crawler.text.disguises.plain import plain
from crawler.text.words import count_words


@dataclass(frozen=True)
class Observer:
    """Turns what one capture prints into sightings. `relay` shows other outlets' articles there, `aggregator` its layout's."""

    capture: Capture
    registries: Registries
    relay: str | None = None
    aggregator: str | None = None

    def claimed(self, printed: Printed, claims: Claims | None = None, *, outlet: Outlet | None = None) -> Sighting:
        """Fill what the page does not print with what is claimed of it, and keep the claims."""
        claims = claims or Claims.from_json(self.capture.claims)
        return self.sighting(
            replace(
                printed,
                headline=printed.headline or claims.texts.get("title", ""),
                times=(*printed.times, *claims.times()),
                outlet=printed.outlet or self._claimed_outlet(claims, printed.url or self.capture.url),
                extra={**printed.extra, **claims.evidence()},
                declared=(*printed.declared, *claims.declared()),
            ),
            outlet,
        )

    def _claimed_outlet(self, claims: Claims, url: str | None) -> str | None:
        """Return whose article it is claimed to be. The channel an entry came from is its outlet only on nobody's own site."""
        if outlet := claims.texts.get("outlet"):
            return outlet
        host = self.registries.outlets.resolve(None, url=url)
        return claims.texts.get("source") if host is None else None

    def sighting(self, printed: Printed, outlet: Outlet | None = None) -> Sighting:
        """Return the sighting of what is *printed*; *outlet* is known where the page itself says whose it is."""
        seen = plain(printed.raw)
        disguises = tuple(dict.fromkeys((*seen.disguises, *hidden_in(seen.text, self._hidden))))
        if seen.disguises:
            printed = replace(printed, raw=seen.text, headline=plain(printed.headline).text)
        outlet = outlet or self._outlet(printed)
        cleaned = cut_boilerplate(printed.raw, credits=self.registries.wires.credit_names())
        printer = printed_by(self.capture, self.registries, aggregator=self.aggregator, date_order=printed.date_order)
        claims = claims_of(
            printed.time, printed.times, url=printed.url, capture=self.capture, printer=printer, outlet=outlet
        )  # fmt: skip
        return replace(self._placed(printed, cleaned, outlet, claims=claims, printer=printer.name), disguises=disguises)

    @cached_property
    def _hidden(self) -> Mapping[Disguise, Collection[str]]:
        """The words of the page that reading has put together again."""
        raw = self.capture.raw
        if self.capture.kind == "html" and not may_hide_words(raw):
            return {}
        return hidden_words(decode(raw, self.capture.content_type))

    def _placed(
        self, printed: Printed, cleaned: Cleaned, outlet: Outlet | None, *, claims: tuple[TimeClaim, ...], printer: str
    ) -> Sighting:
        key = outlet.key if outlet else ""
        text = copy_text(cleaned.text, printed.headings)
        relay = self.registries.outlets.relay_named(printed.outlet)
        agreed = agree(claims, first_seen=self.capture.fetched_at)
        return Sighting(
            id=sighting_key(capture=self.capture.key, role=printed.role, position=printed.position),
            capture=self.capture.key,
            role=printed.role,
            position=printed.position,
            headline=printed.headline,
            text=cleaned.text,
            words=count_words(cleaned.text),
            raw_words=count_words(printed.raw),
            copy=copy_key(outlet_key=key, text=text, headline=printed.headline, external_id=printed.external_id),
            removed=cleaned.cuts,
            summary=printed.summary,
            headings=printed.headings,
            hashtags=printed.hashtags,
            dateline_place=printed.dateline.place if printed.dateline else None,
            dateline_slot=printed.dateline.slot if printed.dateline else None,
            kicker=_cut_by("kicker", cleaned),
            url=printed.url,
            page_url=self.capture.url,
            relay=self.relay,
            outlet_printed=printed.outlet,
            outlet=outlet.name if outlet else None,
            outlet_key=key,
            outlet_known=bool(outlet and outlet.known),
            outlet_group=outlet.group if outlet else None,
            relay_printed=relay.name if relay else None,
            time_printed=printed.time or _recorded(printed),
            published=agreed.published,
            modified=agreed.modified,
            time_source=claims[0].source.value if claims and claims[0].source else None,
            claims=claims,
            time_notes=agreed.notes,
            printed_by=printer,
            fetched_at=self.capture.fetched_at,
            attribution=self._attribution(printed, cleaned, outlet),
            external_id=printed.external_id,
            particulars=printed.particulars,
            extra=printed.extra,
            reservations=self.capture.reservations,
        )

    def _outlet(self, printed: Printed) -> Outlet | None:
        """Return the outlet; a page that relays nothing is its own article's address."""
        page = self.capture.url
        url = printed.url or (page if printed.role is Role.MAIN and not self.relay else None)
        return self.registries.outlet_of(printed.outlet, url=url, relayed_at=page if self.relay else None)

    def _attribution(self, printed: Printed, cleaned: Cleaned, outlet: Outlet | None) -> Attribution:
        credit = _cut_by("credit", cleaned)
        return self.registries.wires.attribute(
            printed.raw,
            headline=printed.headline,
            byline=printed.byline,
            outlet_key=outlet.key if outlet else None,
            url=printed.url or (self.capture.url if printed.role is Role.MAIN else None),
            declared=(*printed.declared, *((Declared(Field.CREDIT, credit),) if credit else ())),
            lines=printed.lines,
        )


def _recorded(printed: Printed) -> str | None:
    """Return the time of a record as it is written; a page's metadata are not printed."""
    if printed.role is not Role.ARTICLE or printed.particulars:
        return None
    return next((time.text for time in printed.times if not time.modified), None)


def _cut_by(rule: str, cleaned: Cleaned) -> str | None:
    return next((cut.text.strip() for cut in cleaned.cuts if cut.rule == rule), None)
