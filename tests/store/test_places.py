"""Places: where the system says, and for the owner alone."""

from pathlib import Path

import pytest

from callmate.store.places import Places, make_private, tighten
from tests.store.made_up import loose, modes, umask


def test_the_places_are_where_the_system_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    places = Places.of_owner()
    assert places.data == tmp_path / "data" / "callmate"
    assert places.config == tmp_path / "config" / "callmate"
    assert not list(tmp_path.iterdir()), "looking where things lie makes nothing"


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o777])
def test_folders_are_the_owners_alone_under_any_umask(tmp_path: Path, mask: int) -> None:
    with umask(mask):
        make_private(tmp_path / "a" / "b" / "c")
    assert modes(tmp_path / "a") == {".": 0o700, "b": 0o700, "b/c": 0o700}


def test_a_folder_that_others_could_enter_is_tightened(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o755)
    make_private(folder)
    assert modes(folder) == {".": 0o700}


def test_a_file_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("not a folder")
    with pytest.raises(OSError, match="a"):
        make_private(tmp_path / "a" / "b")


def test_tightening_goes_all_the_way_down_and_not_through_links(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    with umask(0):
        (inside / "deep").mkdir(parents=True)
        outside.mkdir()
        for folder in (inside, inside / "deep", outside):
            (folder / "file").touch(0o666)
        (inside / "link").symlink_to(outside)
        (inside / "deep" / "link").symlink_to(outside / "file")
        before = modes(outside)
        tighten(inside)
    links = {"link", "deep/link"}
    assert loose(inside).keys() == links, "only the links themselves, whose rights mean nothing"
    assert modes(outside) == before == {".": 0o777, "file": 0o666}
