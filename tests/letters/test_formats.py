"""A letter in every format holds every word as typed, and runs none."""

import io
import re
from collections.abc import Callable

import docx
import pytest
from msgspec.structs import replace
from odfdo import Document

from callmate.documents.formats.paper_files import ENDINGS, contents
from callmate.domain.letter import LetterKind
from callmate.domain.text import on_paper
from callmate.letters.draft import as_paper
from callmate.letters.fill import fill
from tests.documents.readers import Parsed, copied_from, of_markdown
from tests.letters.letter_matter import matter
from tests.made_up_case import FACTS, call

pytestmark = pytest.mark.slow

HOSTILE = (
    *("{{ x }}", "{% raw %}", "=cmd()", "@SUM(A1)", "<script>alert(1)</script>", "${HOME} `id`"),
    *(r"\input{/etc/passwd}", '#eval("1")', "[link](https://x.example)", "nul\x00 esc\x1b[2J"),
    *("\u202egnp.exe", "caf\udce9", "".join(f"{n:05d}" for n in range(1000)), "مرحبا"),
)


def of_docx(raw: bytes) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(raw)).paragraphs)


def of_odt(raw: bytes) -> str:
    return "\n".join(str(e.text_recursive) for e in Document(io.BytesIO(raw)).body.children)


READERS: dict[str, Callable[[bytes], str]] = {
    ".pdf": copied_from,
    ".docx": of_docx,
    ".odt": of_odt,
    ".html": lambda raw: Parsed(raw.decode()).text,
    ".txt": bytes.decode,
    ".md": lambda raw: of_markdown(raw.decode()).text,
}


def bare(text: str) -> str:
    """A text without its spaces and without the signs that only a terminal is shown."""
    return re.sub(r"\s|␀|␛|\u2039U\+00(00|1B)\u203a", "", text)


def test_every_format_is_read_back() -> None:
    assert set(READERS) == set(ENDINGS)


@pytest.mark.parametrize("ending", ENDINGS)
def test_hostile_facts_stand_as_typed_in_every_format(ending: str) -> None:
    whole = " | ".join(HOSTILE)
    facts = replace(FACTS, name=whole, wanted=whole)
    letter = fill(LetterKind.COMPLAINT, "it", matter(call(24, whole, whole), facts=facts))
    raw = contents(as_paper(letter), ending)
    shown = bare(READERS[ending](raw))
    for text in HOSTILE:
        if text != "مرحبا":  # PDF readers hand it out in the order in which it is drawn
            assert shown.count(bare(on_paper(text))) >= 4, text


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_letter_has_all_its_parts_in_order(ending: str) -> None:
    letter = fill(LetterKind.COMPLAINT, "it", matter())
    rest = bare(READERS[ending](contents(as_paper(letter), ending)))
    for text in (
        *(*letter.sender, *letter.recipient, letter.dateline, letter.subject),
        *(line for block in letter.blocks if block.kind != "enclosed" for line in block.lines),
        *(*letter.signature, letter.enclosed, *letter.of_kind("enclosed"), *letter.notes),
    ):
        _before, found, rest = rest.partition(bare(text))
        assert found, text
