"""What the code says is found, whatever it stands in, and no translation is lost on the way."""

from pathlib import Path

import pytest

from callmate.locale.catalogues import is_translated, read_catalogue
from callmate.locale.collect import bring_up, catalogue_path, main
from callmate.locale.said import NotLiteralError, SaidMessage, said_in


def package(tmp_path: Path, code: str) -> Path:
    made = tmp_path / "spoken"
    made.mkdir(exist_ok=True)
    (made / "code.py").write_text(code, "utf-8")
    return made


def translate(made: Path, message: str, translation: str) -> None:
    path = catalogue_path("it", made)
    text = path.read_text("utf-8")
    wanted = f'msgid "{message}"\nmsgstr ""'
    assert wanted in text
    path.write_text(text.replace(wanted, f'msgid "{message}"\nmsgstr "{translation}"'), "utf-8")


def italian(made: Path, message: str) -> str | None:
    found = read_catalogue(catalogue_path("it", made), "it").get(message)
    return str(found.string) if found else None


def test_messages_are_found_in_order_with_contexts_and_plurals() -> None:
    source = """
title = _("One")
pgettext("key", "open")
print(ngettext("{n} call", "{n} calls", n).format(n=n))
"""
    assert list(said_in(source)) == [
        SaidMessage("One"),
        SaidMessage("open", "key"),
        SaidMessage(("{n} call", "{n} calls")),
    ]


def test_a_message_inside_an_f_string_is_found() -> None:
    assert list(said_in("""f"{name or _('somebody')}" """)) == [SaidMessage("somebody")]


def test_words_joined_over_lines_are_one_message() -> None:
    assert list(said_in('_("one "\n  "two")')) == [SaidMessage("one two")]


def test_what_only_looks_like_a_message_is_left() -> None:
    assert list(said_in('"_(\'no\')"\nobj._("no")\nfor _ in range(3): pass')) == []


@pytest.mark.parametrize("call", ["_(name)", '_(f"{name}")', 'pgettext(name, "a")'])
def test_what_nobody_could_translate_is_refused(call: str) -> None:
    with pytest.raises(NotLiteralError, match=r"code\.py:1"):
        list(said_in(call, "code.py"))


def test_new_messages_fill_themselves_in_english_and_wait_in_italian(tmp_path: Path) -> None:
    made = package(tmp_path, '_("Call")\nngettext("{n} call", "{n} calls", n)\n')
    assert bring_up("en", made)
    assert bring_up("it", made)
    english = read_catalogue(catalogue_path("en", made), "en")
    assert all(is_translated(message) for message in english if message.id)
    assert italian(made, "Call") == ""
    assert not catalogue_path("it", made).with_suffix(".mo").read_bytes().count(b"Call")


def test_a_moved_line_leaves_the_catalogue_as_it_is(tmp_path: Path) -> None:
    bring_up("it", package(tmp_path, '_("Call")\n_("Note")\n'))
    assert not bring_up("it", package(tmp_path, '\n\n_("Call")\n\n\n_("Note")\n'))


def test_checking_tells_and_changes_nothing(tmp_path: Path) -> None:
    made = package(tmp_path, '_("Call")\n')
    bring_up("it", made)
    before = catalogue_path("it", made).read_bytes()
    assert not bring_up("it", made, check=True)
    package(tmp_path, '_("Call")\n_("Note")\n')
    assert bring_up("it", made, check=True)
    assert catalogue_path("it", made).read_bytes() == before


def test_a_translation_that_is_not_said_any_more_is_kept_and_comes_back(tmp_path: Path) -> None:
    made = package(tmp_path, '_("Call")\n_("Note")\n')
    bring_up("it", made)
    translate(made, "Call", "Chiamata")
    bring_up("it", package(tmp_path, '_("Note")\n'))
    assert italian(made, "Call") is None
    assert '#~ msgstr "Chiamata"' in catalogue_path("it", made).read_text("utf-8")
    bring_up("it", package(tmp_path, '_("Call")\n_("Note")\n'))
    assert italian(made, "Call") == "Chiamata"
    assert "#~" not in catalogue_path("it", made).read_text("utf-8")


def test_a_changed_sentence_does_not_borrow_the_old_translation(tmp_path: Path) -> None:
    made = package(tmp_path, '_("Delete this call?")\n')
    bring_up("it", made)
    translate(made, "Delete this call?", "Eliminare la chiamata?")
    bring_up("it", package(tmp_path, '_("Delete this call!")\n'))
    assert italian(made, "Delete this call!") == ""


def test_the_catalogues_are_up_to_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().err
