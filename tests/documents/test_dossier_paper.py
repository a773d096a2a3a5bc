"""A dossier's paper says who asks, what happened and what can be done, and nothing empty."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from callmate.documents.case_paper import SealedCase
from callmate.documents.dossier import Dossier, Enclosed, dossier_paper
from callmate.documents.formats.blocks import FactTable, Heading, Paper, Paragraph, Table
from callmate.documents.formats.plain_text import as_text
from callmate.domain.case import CaseFacts
from callmate.domain.letter import Sender
from callmate.domain.next_steps import Step
from callmate.domain.rules import Words
from callmate.locale.messages import Language
from tests.documents.sealed import BROKEN, lived, sealed, sealed_of
from tests.made_up_case import NOW, SENDER, call, told_of
from tests.made_up_steps import TODAY, step

BARE = sealed_of(facts=CaseFacts(name="linea guasta"))


def dossier(
    case: SealedCase = BARE,
    *,
    sender: Sender = Sender(),  # noqa: B008 - it is frozen
    to: str = "",
    steps: Sequence[Step] = (),
    enclosed: Sequence[Enclosed] = (),
    left_out: Sequence[str] = (),
) -> Paper:
    return dossier_paper(Dossier(case, sender, to, steps, enclosed, left_out, NOW))


def headings(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Heading) and block.level < 3]


def beneath(paper: Paper, title: str) -> str:
    """What stands beneath a heading, in lines."""
    lines = as_text(paper, None)
    at = lines.index(title) + 1
    others = set(headings(paper))
    end = next((n for n in range(at, len(lines)) if lines[n] in others), len(lines))
    return "\n".join(lines[at:end]).strip()


SECTIONS = {
    "en": [
        *("linea guasta", "Who asks", "In short", "Promises", "What can be done next"),
        *("The calls", "What happened, in order", "Enclosed files"),
    ],
    "it": [
        *("linea guasta", "Chi scrive", "In breve", "Promesse", "Che cosa si può fare ora"),
        *("Le chiamate", "I fatti, in ordine di tempo", "File allegati"),
    ],
}


def test_a_whole_dossier_has_all_its_sections_in_order(language: Language) -> None:
    enclosed = [Enclosed("enclosed/01-a.pdf", "ab" * 32)]
    paper = dossier(lived(), sender=SENDER, steps=[step()], enclosed=enclosed)
    assert headings(paper) == SECTIONS[language]
    assert (paper.title, paper.language) == ("linea guasta", language)


def test_of_a_bare_case_only_what_is_known_is_there(language: Language) -> None:
    paper = dossier()
    assert headings(paper) == [SECTIONS[language][0], SECTIONS[language][2]]
    assert not [b for b in paper.blocks if isinstance(b, FactTable | Table) and not b.rows]


@pytest.mark.parametrize(
    ("to", "english", "italian"),
    [
        ("", "Dossier, 24 November 2026, 12:00", "Fascicolo del giorno 24 novembre 2026, 12:00"),
        (
            "Avv. {Rossi}",
            "Dossier for Avv. {Rossi}, 24 November 2026, 12:00",
            "Fascicolo per Avv. {Rossi}, 24 novembre 2026, 12:00",
        ),
    ],
)
def test_it_says_for_whom_it_is_and_when_it_was_made(
    language: Language, to: str, english: str, italian: str
) -> None:
    opening = dossier(to=to).blocks[1]
    assert opening == Paragraph(english if language == "en" else italian, "dim")


@pytest.mark.parametrize(
    ("sender", "told"),
    [
        (Sender(name="Anna"), "Name  Anna"),
        (Sender(street="Via Roma 1"), "Address  Via Roma 1"),
        (Sender(town="20121 Milano"), "Address  20121 Milano"),
        (
            Sender("Anna", "Via Roma 1", "Milano", "a@b.it", "a@pec.it", "02 1", "TAX1"),
            (
                "Name       Anna\n"
                "Address    Via Roma 1, Milano\n"
                "Telephone  02 1\n"
                "E-mail     a@b.it\n"
                "PEC        a@pec.it\n"
                "Tax code   TAX1"
            ),
        ),
    ],
)
@pytest.mark.usefixtures("english")
def test_who_asks_is_told_as_far_as_it_is_known(sender: Sender, told: str) -> None:
    assert beneath(dossier(sender=sender), "Who asks") == told


def rows(*steps: Step) -> list[tuple[str, ...]]:
    """What can be done next: what, when, and the source."""
    paper = dossier(steps=steps)
    return [row for block in paper.blocks if isinstance(block, Table) for row in block.rows]


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


@pytest.mark.usefixtures("english")
def test_a_step_stands_with_its_day_its_source_and_its_doubts() -> None:
    source = "carta dei servizi; looked at on 1 November 2026"
    assert rows(step()) == [("Ask", "now", source)]
    assert rows(step(next_body="Arbitro")) == [("Ask (Arbitro)", "now", source)]
    twofold = step(next_body=Words("giudice", "judge"), source=Words("guida", "guide"))
    assert rows(twofold) == [("Ask (judge)", "now", "guide; looked at on 1 November 2026")]
    assert rows(step(disputed=True)) == [("Ask", "now", f"{source}; sources disagree")]
    (lost_soon,) = rows(step(closes=days(1)))
    assert lost_soon[1] == "until Wednesday 25 November (1 day left), then it is lost"


@pytest.mark.usefixtures("english")
def test_steps_come_with_the_most_pressing_first_and_none_that_is_lost() -> None:
    def named(name: str, **more: object) -> Step:
        return step(name, title=Words(name, name), **more)  # type: ignore[arg-type] # days

    lost, guard = named("lost", closes=days(-1)), named("guard", guard=True)
    later, now, pressing = named("later", opens=days(3)), named("now"), named("p", closes=days(9))
    found = rows(lost, later, now, pressing, guard)
    assert [row[0] for row in found] == ["guard", "p", "now", "later"]
    assert SECTIONS["en"][4] not in headings(dossier(steps=[lost]))


@pytest.mark.usefixtures("language")
def test_no_outcome_is_promised_beneath_the_steps() -> None:
    paper = dossier(steps=[step()])
    at = next(n for n, block in enumerate(paper.blocks) if isinstance(block, Table))
    after = paper.blocks[at + 1]
    assert isinstance(after, Paragraph)
    assert after.tone == "dim"


@pytest.mark.usefixtures("english")
def test_enclosed_files_are_numbered_with_their_digests_and_what_is_missing_said() -> None:
    enclosed = [Enclosed("enclosed/01-a.pdf", "ab" * 32), Enclosed("sound/b.m4a", "cd" * 32)]
    paper = dossier(enclosed=enclosed, left_out=["“x” was left out."])
    lines = beneath(paper, "Enclosed files").split("\n")
    assert lines[:6] == [
        "1.  enclosed/01-a.pdf",
        f"    SHA-256 {'ab' * 32}",
        "2.  sound/b.m4a",
        f"    SHA-256 {'cd' * 32}",
        "",
        "“x” was left out.",
    ]
    only = dossier(left_out=["“x” was left out."])
    assert beneath(only, "Enclosed files").split("\n")[0] == "“x” was left out."


@pytest.mark.usefixtures("language")
def test_a_changed_case_is_told_on_every_page() -> None:
    paper = dossier(sealed(told_of(call(24)), BROKEN))
    assert " 5 " in paper.mark
    assert BROKEN.fingerprint not in paper.mark
