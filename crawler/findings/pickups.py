"""Who ran a wire's own items: built from exact comparisons and intervals alone, as data.

The wire's own pages are no pickups, and neither are copies that share a passage or a form with an item.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from crawler.findings.credit import CREDITED, Credit, credit_for, name_of
from crawler.findings.lag import Lag, median
from crawler.findings.pickup import OurStories, OutletPickups, OwnItem, Pickup, PickupProof
from crawler.provenance.times.order import lag
from crawler.sightings.record import Copy, Kind
from crawler.tracking.relation import COPY_RELATIONS

_NOTHING: Mapping[str, int] = {}
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def build_our_stories(
    every: Iterable[Copy], found: Iterable[PickupProof], skipped: Mapping[str, int] = _NOTHING
) -> OurStories | None:
    """Return what became of the wires' own items among *every* copy, or None when there is none.

    *found* are their comparisons, *skipped* counts what the feeds held besides, by reason.
    """
    copies = {copy.key: copy for copy in every}
    own = [copy for copy in copies.values() if copy.kind is Kind.WIRE]
    if not own:
        return None
    proofs: dict[str, list[PickupProof]] = defaultdict(list)
    for proof in found:
        proofs[proof.item].append(proof)
    items = sorted((_item(copy, proofs[copy.key], copies) for copy in own), key=_most_first)
    return OurStories(
        wires=tuple(sorted({item.wire_service for item in items})),
        items=tuple(items),
        outlets=_outlets(items),
        skipped=tuple(sorted(skipped.items(), key=lambda each: (-each[1], each[0]))),
    )


def _item(item: Copy, proofs: Iterable[PickupProof], copies: Mapping[str, Copy]) -> OwnItem:
    best: dict[str, PickupProof] = {}
    for proof in proofs:
        ran = copies.get(proof.copy)
        if ran is None or ran.kind is Kind.WIRE or proof.comparison.relation not in COPY_RELATIONS:
            continue
        if not ran.outlet_key or ran.outlet_key != item.outlet_key:
            best[proof.copy] = max(proof, best.get(proof.copy, proof), key=_fit)
    pickups = sorted((_pickup(item, copies[key], proof) for key, proof in best.items()), key=_in_time)
    return OwnItem(
        key=item.key,
        external_id=item.external_id,
        wire_service=name_of(item),
        headline=item.headline,
        words=item.words,
        versions=len(item.versions),
        status=item.status,
        note=item.note,
        released=item.published,
        outlets=len({pickup.outlet_key or pickup.copy for pickup in pickups}),
        pickups=tuple(pickups),
    )


def _fit(proof: PickupProof) -> tuple[float, int]:
    """Say how well a version fits a copy: what it has of the version and of itself; of equals the newer one."""
    return proof.comparison.coverage_a + proof.comparison.coverage_b, proof.version


def _pickup(item: Copy, ran: Copy, proof: PickupProof) -> Pickup:
    version = item.versions[proof.version]
    apart = lag(item.published, ran.published)
    credit = credit_for(ran, name_of(item))
    return Pickup(
        copy=ran.key,
        external_id=ran.external_id,
        outlet=name_of(ran),
        outlet_key=ran.outlet_key,
        headline=ran.headline,
        relation=proof.comparison.relation,
        version=version.about.number,
        newest=version.text == item.text,
        ran=proof.comparison.coverage_a,
        of_text=proof.comparison.coverage_b,
        words=proof.comparison.words,
        longest_run=proof.comparison.longest_run,
        published=ran.published,
        lag=Lag(*apart) if apart else None,
        credit=credit.value,
        credited=credit in CREDITED - {Credit.OWN},
        url=next(iter(ran.urls), None),
        page_url=next(iter(ran.page_urls), None),
    )


def _outlets(items: Sequence[OwnItem]) -> tuple[OutletPickups, ...]:
    of_wire: dict[str, int] = defaultdict(int)
    ran: dict[tuple[str, str], dict[str, list[Pickup]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        of_wire[item.wire_service] += 1
        for pickup in item.pickups:
            ran[item.wire_service, pickup.outlet_key][item.key].append(pickup)
    lines = [_outlet(wire, by_item, of_wire[wire]) for (wire, _), by_item in ran.items()]
    return tuple(
        sorted(lines, key=lambda each: (-each.items, each.outlet.casefold(), each.outlet_key, each.wire_service))
    )


def _outlet(wire: str, by_item: Mapping[str, Sequence[Pickup]], items: int) -> OutletPickups:
    every = [pickup for pickups in by_item.values() for pickup in pickups]
    lags = [lag for pickups in by_item.values() if (lag := _first_lag(pickups)) is not None]
    return OutletPickups(
        wire_service=wire,
        outlet=min(pickup.outlet for pickup in every),
        outlet_key=every[0].outlet_key,
        items=len(by_item),
        share=len(by_item) / items,
        copies=len(every),
        credited=sum(pickup.credited for pickup in every),
        lag=median(lags),
        timed=len(lags),
    )


def _first_lag(pickups: Sequence[Pickup]) -> Lag | None:
    """Return the lag of an outlet's first copy of an item; one of unknown time may have been the first."""
    lags = [pickup.lag for pickup in pickups]
    known = [each for each in lags if each is not None]
    if len(known) < len(lags):
        return None
    return Lag(min(each.shortest for each in known), min(each.longest for each in known))


def _most_first(item: OwnItem) -> tuple[int, datetime, str]:
    return -item.outlets, item.released.earliest if item.released else _END_OF_TIME, item.key


def _in_time(pickup: Pickup) -> tuple[datetime, datetime, str, str]:
    when = pickup.published
    return (
        when.earliest if when else _END_OF_TIME,
        when.latest if when else _END_OF_TIME,
        pickup.outlet.casefold(),
        pickup.copy,
    )
