"""What the system is asked to do, and in which order, before an entry counts as kept."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from callmate.store.cabinet import Cabinet
from callmate.store.places import Places
from tests.store.made_up import CALL, STARTED

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]

KEEPER = """
import sys
from pathlib import Path
from callmate.store.cabinet import Cabinet
from tests.store.made_up import CALL, STARTED, note, places_in
cabinet = Cabinet(places_in(Path(sys.argv[1])))
match sys.argv[2]:
    case "create":
        cabinet.create(STARTED, CALL)
    case "append":
        cabinet.take(CALL).append(note(1))
    case "append_more":
        call = cabinet.take(CALL)
        for number in range(8):
            call.append(note(number))
    case "delete":
        cabinet.delete(CALL)
print("kept", flush=True)
"""


def asked(places: Places, work: str) -> list[str]:
    """The lasting changes that the work asked for, by name, up to when it said so."""
    trace = places.data.parent / "trace"
    subprocess.run(
        [
            *("strace", "--decode-fds=path", "--output", trace),
            *("--trace", "fsync,fdatasync,rename,unlink,unlinkat,rmdir,mkdir,write"),
            *(sys.executable, "-c", KEEPER, places.data.parent, work),
        ],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    lines = trace.read_text().split("kept\\n")[0].splitlines()
    calls = re.compile(r'(\w+)\(.*?([^/"<>]+)["/]?(?:>|")(?:, \S+)?\)? *= [0-9]+')
    lasting = (line for line in lines if not line.startswith("write("))
    found = (calls.match(line) for line in lasting if str(places.data) in line)
    return [" ".join(each.groups()) for each in found if each]


def test_a_new_call_is_on_the_disk_with_its_folder_and_its_name(places: Places) -> None:
    assert asked(places, "create")[-5:] == [
        "fsync .call.json.tmp",
        "rename .call.json.tmp",
        f"fsync .new-{CALL}",
        f"rename .new-{CALL}",
        "fsync 2026",
    ]


def test_an_entry_is_on_the_disk_before_it_counts(cabinet: Cabinet, places: Places) -> None:
    cabinet.create(STARTED, CALL).close()
    assert asked(places, "append") == [
        "fsync .call.json.tmp",
        "rename .call.json.tmp",
        f"fsync {CALL}",
    ]


def test_later_entries_are_written_whole_before_they_get_the_name(
    cabinet: Cabinet, places: Places
) -> None:
    cabinet.create(STARTED, CALL).close()
    order = asked(places, "append_more")
    for turn, spare in ((-6, 1), (-3, 2)):
        assert order[turn:][:3] == [
            f"fdatasync .call.json.{spare}.tmp",
            f"rename .call.json.{spare}.tmp",
            f"fsync {CALL}",
        ]


def test_a_call_is_gone_from_the_disk_before_it_counts(cabinet: Cabinet, places: Places) -> None:
    cabinet.create(STARTED, CALL).close()
    order = asked(places, "delete")
    assert order[:2] == [f"rename {CALL}", "fsync 2026"]
    assert order[-2:] == [f"rmdir .gone-{CALL}", "fsync 2026"]
    assert "unlinkat call.json" in order
