"""A call belongs to one window at a time, and to none when its folder is gone."""

import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from callmate.store.errors import Busy
from callmate.store.locks import LOCK_FILE, claim, is_claimed, sweep_folders


def test_a_lock_is_one_windows_until_it_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / LOCK_FILE
    assert not is_claimed(path)
    assert not path.exists(), "looking makes no file"
    with claim(path):
        assert is_claimed(path)
        with pytest.raises(Busy, match=tmp_path.name):
            claim(path, patience=0)
    assert not is_claimed(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    claim(path, patience=0).release()


def test_another_thread_may_give_it_back(tmp_path: Path) -> None:
    path = tmp_path / LOCK_FILE
    lock = claim(path)
    thread = threading.Thread(target=lock.release)
    thread.start()
    thread.join()
    assert not is_claimed(path)


def test_who_waits_gets_it_when_it_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / LOCK_FILE
    first = claim(path)
    timer = threading.Timer(0.05, first.release)
    began = time.monotonic()
    timer.start()
    claim(path, patience=10).release()
    assert 0.03 < time.monotonic() - began < 5
    timer.join()


def test_a_killed_process_leaves_it_free(tmp_path: Path) -> None:
    path = tmp_path / LOCK_FILE
    hold = f"import fcntl, os, sys; f = open({str(path)!r}, 'w'); fcntl.flock(f, fcntl.LOCK_EX)\n"
    hold += "print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-I", "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert is_claimed(path)
        other.kill()
        other.wait()
        assert not is_claimed(path)


def test_a_folder_that_is_not_there_has_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "gone" / LOCK_FILE
    with pytest.raises(FileNotFoundError):
        claim(path)
    assert not path.parent.exists()
    assert not is_claimed(path)


def test_a_folder_that_went_while_one_waited_is_not_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "call"
    folder.mkdir()
    first = claim(folder / LOCK_FILE)
    told: list[BaseException] = []

    def wait() -> None:
        try:
            claim(folder / LOCK_FILE, patience=10).release()
        except OSError as error:
            told.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.05)
    (folder / LOCK_FILE).unlink()
    folder.rmdir()
    first.release()
    waiting.join()
    assert [type(error) for error in told] == [FileNotFoundError]
    assert not folder.exists()


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_is_no_lock(tmp_path: Path, kind: str) -> None:
    path = tmp_path / LOCK_FILE
    if kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    assert not is_claimed(path)


def test_what_was_left_half_made_is_swept_unless_somebody_has_it(tmp_path: Path) -> None:
    for name in (".new-left", ".new-held", ".gone-left", "kept"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    (tmp_path / ".new-file").touch()
    with claim(tmp_path / ".new-held" / LOCK_FILE):
        sweep_folders(tmp_path, (".new-", ".gone-"))
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {".new-held", ".new-file", "kept"}
    sweep_folders(tmp_path / "gone", (".new-",))
