"""A file that is taken out gets a plain name, in the folder that was meant."""

from pathlib import Path

import pytest

from callmate.services.output import free_path


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Linea guasta, da lunedì!", "Linea-guasta-da-lunedì.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("-rf ~ $(id) `id`", "rf-id-id.pdf"),
        ("\x00\x1b[2J", "2J.pdf"),
        ("?!", "callmate.pdf"),
        ("", "callmate.pdf"),
        ("x" * 5000, "x" * 60 + ".pdf"),
    ],
)
def test_whatever_a_case_is_called_its_file_has_a_plain_name(
    tmp_path: Path, name: str, file: str
) -> None:
    assert free_path(tmp_path, name, ".pdf") == tmp_path / file


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    for file in ("Line.pdf", "Line-2.pdf"):
        (tmp_path / file).touch()
    assert free_path(tmp_path, "Line", ".pdf") == tmp_path / "Line-3.pdf"
    assert free_path(tmp_path, "Line", ".csv") == tmp_path / "Line.csv"
