"""Whatever the outputs are, nothing fails over them."""

import subprocess
import sys

import pytest

from tests.cli.conftest import Home
from tests.cli.typist import typing_at

_NOTE = "perché → “è già” \u2039x\u203a 日本 🇮🇹 caf\udce9"


@pytest.mark.parametrize("encoding", ["ascii:strict", "latin-1", "utf-8"])
@pytest.mark.parametrize("words", [["show"], ["show", "--json"], ["--help"]])
def test_no_encoding_makes_it_fail(home: Home, encoding: str, words: list[str]) -> None:
    home.environ |= {"PYTHONIOENCODING": encoding, "LC_ALL": "C", "LANGUAGE": "it"}
    call = [home.call("Società", _NOTE)] if words[0] == "show" else []
    done = home.start(*words, *call)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


def test_plainer_signs_stand_for_what_cannot_be_shown(home: Home) -> None:
    home.environ["PYTHONIOENCODING"] = "ascii"
    told = home.says("show", home.call("Zefiro", _NOTE))
    assert 'perche -> "e gia" <x>' in told
    assert "\\u65e5" in told


def test_a_reader_that_leaves_is_no_drama(home: Home) -> None:
    call_id = home.call("Zefiro", *(["x" * 10_000] * 30))
    for more in ([], ["--json"]):
        command = [sys.executable, "-P", "-m", "callmate", "show", call_id, *more]
        with subprocess.Popen(
            command, env=home.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as program:
            assert program.stdout is not None
            assert program.stderr is not None
            program.stdout.read(10)
            program.stdout.close()
            assert program.stderr.read() == b""
        assert program.returncode == 1


def test_a_full_disk_behind_the_output_is_told(home: Home) -> None:
    command = [sys.executable, "-P", "-m", "callmate", "calls", "--json"]
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device, not a path of ours
        done = subprocess.run(
            command, env=home.env, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith(
        b"The system did not do it: the disk is full. What was kept before is safe."
    )


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_outputs_are_no_drama(home: Home, closed: str) -> None:
    command = f'"{sys.executable}" -P -m callmate calls --json {closed}'
    done = subprocess.run(["sh", "-c", command], env=home.env, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_words_for_people_may_go_nowhere(home: Home) -> None:
    command = f'"{sys.executable}" -P -m callmate nothing 2>&-'
    done = subprocess.run(["sh", "-c", command], env=home.env, check=False)
    assert done.returncode == 2


@pytest.mark.parametrize("which", ["XDG_DATA_HOME", "XDG_CONFIG_HOME"])
@pytest.mark.parametrize("inside", ["", "/deeper/still"])
def test_a_file_in_the_place_of_the_folders_is_told_in_one_sentence(
    home: Home, which: str, inside: str
) -> None:
    thesis = home.folder / "thesis.txt"
    thesis.write_text("precious")
    home.environ[which] = f"{thesis}{inside}"
    for words in (["calls"], ["due", "--short"], ["doctor"], ["passphrase", "--check"]):
        said = home.tells(*words, status=1)
        assert f"{thesis} is no folder" in said
        assert len(said.splitlines()) == 1
    with typing_at(home) as person:
        person.waits_for("is no folder")
        person.ends_with(1)
    assert thesis.read_text() == "precious"


def test_a_folder_that_is_named_from_where_one_is_stands_for_nothing(home: Home) -> None:
    home.environ["XDG_DATA_HOME"] = "somewhere/near"
    home.environ["HOME"] = str(home.folder)
    assert "No call is kept yet" in home.tells("calls", status=0)
