"""Words that a machine heard make a text, and a place in the text leads back to them."""

import msgspec
from hypothesis import given, strategies as st

from callmate.domain.heard import HeardText, HeardWord


def _said(*texts: str) -> HeardText:
    return HeardText(tuple(HeardWord(text, at, at + 0.5, 0.9) for at, text in enumerate(texts)))


def test_words_make_one_line_as_they_were_written() -> None:
    assert _said(" Il", " codice", " è", " 44", "-71.").text == " Il codice è 44-71."
    assert _said().text == ""


def test_a_place_in_the_text_leads_back_to_its_words() -> None:
    said = _said(" Il", " codice", " è", " 44", "-71.")
    start = said.text.index("44-71")
    assert [word.text for word in said.words_at(start, start + 5)] == [" 44", "-71."]
    assert [word.text for word in said.words_at(start, start + 2)] == [" 44"]
    assert said.words_at(start, start) == ()


@given(st.lists(st.text(max_size=4), max_size=8))
def test_every_character_lies_in_the_word_that_holds_it(texts: list[str]) -> None:
    said = _said(*texts)
    held = [word.begin for word in said.words for _ in word.text]
    found = [said.words_at(place, place + 1) for place in range(len(said.text))]
    assert [[word.begin for word in words] for words in found] == [[begin] for begin in held]


def test_words_are_kept_as_they_are() -> None:
    words = _said(" A", " come", " Ancona,").words
    kept = msgspec.json.encode(words)
    assert msgspec.json.decode(kept, type=tuple[HeardWord, ...]) == words
