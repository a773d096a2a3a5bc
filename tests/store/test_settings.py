"""Whatever stands in the settings file, the program begins, and says what it passed over."""

import os
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from callmate.store.settings import Problem, Settings, SpeechSettings, choose_for_transcripts, load


def loaded(folder: Path, contents: str | bytes) -> tuple[Settings, tuple[Problem, ...]]:
    path = folder / "settings.toml"
    path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    return load(path)


def test_without_a_file_all_is_as_it_comes(tmp_path: Path) -> None:
    assert load(tmp_path / "gone" / "settings.toml") == (Settings(), ())
    assert loaded(tmp_path, "") == (Settings(), ())
    assert loaded(tmp_path, "# nothing chosen yet\n") == (Settings(), ())


def test_all_that_can_be_chosen_is_taken(tmp_path: Path) -> None:
    chosen, problems = loaded(
        tmp_path,
        """
        language = "it"
        theme = "contrast"
        country = "gb"
        microphone = "Telefono di Anna"
        output = "Cuffie"
        [transcript]
        model = "~/models/small"
        [keys]
        "call.hold" = "f4"
        """,
    )
    assert problems == ()
    assert chosen == Settings(
        language="it",
        theme="contrast",
        country="gb",
        microphone="Telefono di Anna",
        output="Cuffie",
        transcript=SpeechSettings(model="~/models/small"),
        keys={"call.hold": "f4"},
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('language = "fr"', "language"),
        ("language = 3", "language"),
        ('theme = "DARK"', "theme"),
        ("theme = []", "theme"),
        ('country = "italy"', "country"),
        ("microphone = false", "microphone"),
        ("output = 1979-05-27", "output"),
        ('keys = "f4"', "keys"),
        ("keys = { hold = 4 }", "keys"),
        ("[transcript]\nmodel = 7", "transcript"),
        ("[transcript]\nmodle = 'here'", "transcript"),
        ("transcript = 'here'", "transcript"),
        ("[[keys]]\nhold = 'f4'", "keys"),
        ("[language.of]\nthings = 1", "language"),
    ],
)
def test_a_wrong_choice_falls_back_and_leaves_the_others(
    tmp_path: Path, line: str, name: str
) -> None:
    other = 'microphone = "Telephone"' if name != "microphone" else 'output = "Headphones"'
    chosen, problems = loaded(tmp_path, f"{other}\n{line}")
    assert [(problem.kind, problem.name) for problem in problems] == [("wrong", name)]
    assert getattr(chosen, name) == getattr(Settings(), name)
    assert (chosen.microphone, chosen.output) in {("Telephone", None), (None, "Headphones")}
    assert problems[0].detail


@pytest.mark.parametrize("name", ["colour", "Language", "__class__", '"langu age"', '"\\u0000"'])
def test_a_choice_that_there_is_not_is_named(tmp_path: Path, name: str) -> None:
    chosen, problems = loaded(tmp_path, f'theme = "light"\n{name} = "x"')
    assert chosen == Settings(theme="light")
    assert [problem.kind for problem in problems] == ["unknown"]


@pytest.mark.parametrize(
    ("contents", "kind"),
    [
        ("language = ", "not_toml"),
        ("language = 'it'\nlanguage = 'en'", "not_toml"),
        ("[keys", "not_toml"),
        ("\x00", "not_toml"),
        (b"microphone = 'caf\xe9'", "unreadable"),
        (b"\xff\xfel\x00", "unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_all_as_it_comes(
    tmp_path: Path, contents: str | bytes, kind: str
) -> None:
    chosen, problems = loaded(tmp_path, contents)
    assert chosen == Settings()
    assert [problem.kind for problem in problems] == [kind]
    assert problems[0].name == str(tmp_path / "settings.toml")


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    chosen, problems = load(tmp_path / "settings.toml")
    assert chosen == Settings()
    assert [problem.kind for problem in problems] == ["unreadable"]


def test_a_link_to_nowhere_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").symlink_to(tmp_path / "gone")
    assert load(tmp_path / "settings.toml") == (Settings(), ())


@given(contents=st.binary(max_size=60) | st.text("[]{}=.\"'\n#ab1 -:", max_size=60).map(str.encode))
def test_nothing_that_a_file_can_hold_stops_the_program(
    tmp_path_factory: pytest.TempPathFactory, contents: bytes
) -> None:
    chosen, _problems = loaded(tmp_path_factory.getbasetemp(), contents)
    assert isinstance(chosen, Settings)


def test_a_file_nested_without_end_does_not_stop_the_program(tmp_path: Path) -> None:
    chosen, problems = loaded(tmp_path, "keys = " + "[" * 5000 + "]" * 5000)
    assert chosen == Settings()
    assert [problem.kind for problem in problems] == ["not_toml"]


def test_a_named_pipe_in_its_place_does_not_hold_the_program_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "settings.toml")
    chosen, problems = load(tmp_path / "settings.toml")
    assert chosen == Settings()
    assert [problem.kind for problem in problems] == ["unreadable"]


@pytest.mark.parametrize("contents", ["a = " + "9" * 5000, "a = 1\n" * 20_000])
def test_a_file_that_is_too_much_is_told(tmp_path: Path, contents: str) -> None:
    chosen, problems = loaded(tmp_path, contents)
    assert chosen == Settings()
    assert [problem.kind for problem in problems] == ["not_toml"]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# mine\n",
        'theme = "light"  # for the sun',
        '[keys]\n"call.hold" = "f4"\n',
        '[transcript]\nmodel = "/old"  # it was slow\n[keys]\n"call.hold" = "f4"\n',
        '[transcript]\n[keys]\n"call.hold" = "f4"\n',
        "[transcript]\nmodel = 7\n",
    ],
)
def test_a_model_that_is_named_stands_in_the_settings_and_the_rest_stays(
    tmp_path: Path, before: str
) -> None:
    path, folder = tmp_path / "settings.toml", tmp_path / 'a "small" one, più'
    path.write_text(before, "utf-8")
    old = load(path)[0]
    assert choose_for_transcripts(path, "model", str(folder))
    assert load(path) == (replace(old, transcript=SpeechSettings(model=str(folder))), ())
    assert choose_for_transcripts(path, "live", value=True)
    both = SpeechSettings(model=str(folder), live=True)
    assert load(path) == (replace(old, transcript=both), ())
    assert all(line.partition("model")[0] in path.read_text("utf-8") for line in before.split("\n"))


@pytest.mark.parametrize(
    "before", ["theme = ", "transcript = 'here'", 'transcript = { model = "a" }']
)
def test_settings_that_cannot_be_added_to_are_left_alone(tmp_path: Path, before: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(before)
    assert not choose_for_transcripts(path, "model", str(tmp_path))
    assert path.read_text() == before


def test_a_model_can_be_named_where_there_are_no_settings_yet(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    assert choose_for_transcripts(path, "model", str(tmp_path))
    assert load(path)[0].transcript.model == str(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
