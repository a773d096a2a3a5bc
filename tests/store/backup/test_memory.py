"""However long the recordings are, the memory that a backup takes stays the same."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

_PROGRAM = """
import sys
from pathlib import Path
from callmate.store.backup import creation
from callmate.store.backup.contents import BackupSurvey
from callmate.store.backup.envelope import seal
from callmate.store.cabinet import Cabinet
from tests.store.made_up import CALL, STARTED, places_in

folder = Path(sys.argv[1])
cabinet = Cabinet(places_in(folder))
with cabinet.create(STARTED, CALL) as call:
    with (call.folder / "sound-1.opus.age").open("wb") as sound:
        sound.truncate(300_000_000)

def restart():
    # Setting the passphrase took much memory; from here on the peak counts anew.
    Path("/proc/self/clear_refs").write_text("5")

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])

marks = []

def noted(pieces, early):
    for number, piece in enumerate(pieces):
        if number == 0:
            restart()
        if number == early:
            marks.append(peak())
        yield piece
    marks.append(peak())

class Noted(BackupSurvey):
    count = 0
    def piece(self, piece):
        self.count += 1
        if self.count == 200:
            marks.append(peak())
        super().piece(piece)

with (folder / "all.callmate").open("w+b") as file:
    made = creation.Made()
    opened = seal(file, noted(creation._pieces(cabinet, made), 200), "passphrase")
    restart()
    survey = Noted()
    opened.unpack(survey)
    marks.append(peak())
    assert survey.things == made.things and survey.count > 4000
print(*marks)
"""


def test_memory_does_not_grow_with_length(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _PROGRAM, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    making_early, making_late, reading_early, reading_late = map(int, done.stdout.split())
    assert making_late - making_early < 2000, done.stdout  # KB, after 12 MB and after 300 MB
    assert reading_late - reading_early < 2000, done.stdout
