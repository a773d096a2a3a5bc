"""The seal: what breaks the chain, and what only a fingerprint held elsewhere shows."""

import json
from copy import deepcopy
from hashlib import sha256

from hypothesis import assume, given, settings, strategies as st

from callmate.domain.seal import DIGEST, Chain, canonical, check, extend, start, together

CALL = "20261124T103205Z-7f3a9c"

quick = settings(max_examples=40)

Record = dict[str, object]

# Any text at all: lone surrogates are what a terminal's bytes become when they are no UTF-8.
texts = st.text(st.characters(exclude_categories=()), max_size=20)
plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
values: st.SearchStrategy[object] = st.recursive(
    plain | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=3,
)
names = texts.filter(lambda key: key != DIGEST)
bare: st.SearchStrategy[Record] = st.dictionaries(names, values, min_size=1, max_size=3)


def sealed(records: list[Record]) -> list[Record]:
    digest = start(CALL)
    done: list[Record] = []
    for record in records:
        digest = extend(digest, record)
        done.append({**record, DIGEST: digest})
    return done


calls = st.lists(bare, min_size=1, max_size=4).map(sealed)


def told(records: list[Record]) -> list[bytes]:
    return [canonical(record) for record in records]


@quick
@given(calls)
def test_an_untouched_call_holds_and_ends_in_its_last_digest(records: list[Record]) -> None:
    assert check(CALL, records) == Chain(str(records[-1][DIGEST]), None)


@quick
@given(calls, st.data())
def test_a_changed_entry_breaks_the_chain_where_it_stands(
    records: list[Record], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(records) - 1))
    changed = {**data.draw(bare), DIGEST: records[place][DIGEST]}
    assume(canonical(changed) != canonical(records[place]))
    chain = check(CALL, [*records[:place], changed, *records[place + 1 :]])
    assert chain.broken_at == place
    assert chain.fingerprint != records[-1][DIGEST]


@quick
@given(calls, st.data())
def test_a_changed_digest_breaks_the_chain(records: list[Record], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(records) - 1))
    changed = deepcopy(records)
    changed[place][DIGEST] = data.draw(values.filter(lambda v: v != records[place][DIGEST]))
    assert check(CALL, changed).broken_at == place


@quick
@given(calls, st.data())
def test_two_swapped_entries_break_the_chain(records: list[Record], data: st.DataObject) -> None:
    assume(len(records) > 1)
    first = data.draw(st.integers(0, len(records) - 2))
    second = data.draw(st.integers(first + 1, len(records) - 1))
    swapped = list(records)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    assert check(CALL, swapped).broken_at == first


@quick
@given(calls, st.data())
def test_an_entry_dropped_before_the_end_breaks_the_chain(
    records: list[Record], data: st.DataObject
) -> None:
    assume(len(records) > 1)
    place = data.draw(st.integers(0, len(records) - 2))
    assert check(CALL, records[:place] + records[place + 1 :]).broken_at == place


@quick
@given(calls, bare, st.data())
def test_an_inserted_entry_breaks_the_chain(
    records: list[Record], extra: Record, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(records) - 1))
    previous = str(records[place - 1][DIGEST]) if place else start(CALL)
    fitting = {**extra, DIGEST: extend(previous, extra)}
    assert check(CALL, [*records[:place], fitting, *records[place:]]).broken_at == place + 1


@quick
@given(calls)
def test_a_dropped_tail_shows_only_against_a_fingerprint_held_elsewhere(
    records: list[Record],
) -> None:
    held = check(CALL, records).fingerprint
    cut = check(CALL, records[:-1])
    assert cut.broken_at is None
    assert cut.fingerprint != held


@quick
@given(calls, bare)
def test_a_chain_computed_anew_shows_only_against_a_fingerprint_held_elsewhere(
    records: list[Record], other: Record
) -> None:
    assume(canonical(other) != canonical(records[0]))
    bare_again = [{k: v for k, v in record.items() if k != DIGEST} for record in records]
    forged = check(CALL, sealed([other, *bare_again[1:]]))
    assert forged.broken_at is None
    assert forged.fingerprint != check(CALL, records).fingerprint


@quick
@given(calls)
def test_the_same_entries_under_another_id_do_not_hold(records: list[Record]) -> None:
    assert check("20261124T103205Z-7f3a9d", records).broken_at == 0


@quick
@given(bare)
def test_the_order_of_keys_and_the_way_through_json_do_not_matter(record: Record) -> None:
    backwards = dict(reversed(record.items()))
    assert canonical(backwards) == canonical(record)
    assume(not any(0xD800 <= ord(letter) < 0xDC00 for letter in json.dumps(record)))
    assert told([json.loads(canonical(record).decode("utf-8", "surrogatepass"))]) == told([record])


def test_the_chain_is_what_its_description_says() -> None:
    text = f"callmate 1\n{CALL}".encode()
    first = sha256(text).hexdigest()
    assert start(CALL) == first
    second = sha256(f'{first}\n{{"at":"2026","text":"già"}}'.encode()).hexdigest()
    assert extend(first, {"text": "già", "at": "2026", DIGEST: "whatever"}) == second


def test_a_call_without_entries_has_the_fingerprint_of_its_id() -> None:
    assert check(CALL, []) == Chain(start(CALL), None)


def test_a_single_file_without_digests_has_no_fingerprint() -> None:
    assert together([("", "")]) == ""
    assert together([("", "ab"), ("anna1", "\ud800")])
