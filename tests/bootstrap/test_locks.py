"""What the one line and the tests install is locked, and is what pyproject.toml asks for."""

import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
RUN = ROOT / "callmate/bootstrap/run.lock"
SPEECH = ROOT / "callmate/bootstrap/transcript.lock"
TEST = ROOT / "tests/test.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
MACOS = {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"}
COMPUTERS = [
    {**system, "platform_machine": machine, "python_version": python, "python_full_version": full}
    for system, machines in ((LINUX, ("x86_64", "aarch64")), (MACOS, ("x86_64", "arm64")))
    for machine in machines
    for python, full in (
        ("3.11", "3.11.2"),
        ("3.12", "3.12.1"),
        ("3.13", "3.13.0"),
        ("3.14", "3.14.0"),
    )
]


def locked(lock: Path) -> dict[str, list[Requirement]]:
    """Read every package of a lock; each has a version and at least one sum."""
    found: dict[str, list[Requirement]] = defaultdict(list)
    text = re.sub(r"^#.*\n", "", lock.read_text("utf-8"), flags=re.MULTILINE)
    for entry in text.replace("\\\n", " ").splitlines():
        said, *sums = re.split(r" +--hash=", entry)
        assert sums
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each.strip()) for each in sums)
        package = Requirement(said)
        assert re.fullmatch(r"==[^*,]+", str(package.specifier))
        found[canonicalize_name(package.name)].append(package)
    return dict(found)


def holds(marker: Marker | None, computer: dict[str, str]) -> bool:
    return marker is None or marker.evaluate(computer)


def asked(*, tests: bool) -> list[Requirement]:
    lines = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    lines += PROJECT["project"]["optional-dependencies"]["test"] if tests else []
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("computer", COMPUTERS, ids=lambda computer: " ".join(computer.values()))
@pytest.mark.parametrize(("lock", "tests"), [(RUN, False), (TEST, True)], ids=["run", "test"])
def test_every_computer_gets_one_version_of_what_is_asked_for(
    lock: Path, computer: dict[str, str], *, tests: bool
) -> None:
    packages = locked(lock)
    chosen = {
        name: [str(each.specifier)[2:] for each in listed if holds(each.marker, computer)]
        for name, listed in packages.items()
    }
    assert all(len(versions) <= 1 for versions in chosen.values())
    for wish in asked(tests=tests):
        if holds(wish.marker, computer):
            [version] = chosen[canonicalize_name(wish.name)]
            assert wish.specifier.contains(version), wish


def test_the_tests_run_on_what_the_owner_runs_on() -> None:
    tested = locked(TEST)
    for name, packages in locked(RUN).items():
        assert tested[name] == packages


def test_what_is_added_beside_an_open_window_changes_no_package_that_it_runs_on() -> None:
    added, tested = locked(SPEECH), locked(TEST)
    assert not added.keys() & locked(RUN).keys()
    assert all(tested[name] == packages for name, packages in added.items())
    [engine] = PROJECT["project"]["optional-dependencies"]["transcript"]
    wish = Requirement(engine)
    [version] = [str(each.specifier)[2:] for each in added[canonicalize_name(wish.name)]]
    assert wish.specifier.contains(version)


@pytest.mark.parametrize("lock", [RUN, SPEECH, TEST], ids=lambda lock: lock.name)
def test_a_lock_leaves_where_to_fetch_from_to_the_owner(lock: Path) -> None:
    assert "://" not in lock.read_text("utf-8")
