"""How much of a busy processor a process gets: its niceness, and that of its session."""

import os
from pathlib import Path


def niceness(pid: int) -> tuple[int, int | None]:
    """A process's niceness, and that of its session where Linux groups tasks by session.

    Raises:
        OSError: There is no such process.
    """
    place = Path(f"/proc/{pid}")
    group = place / "autogroup"
    ours = int(place.joinpath("stat").read_text().rpartition(")")[2].split()[16])
    return ours, int(group.read_text().rpartition(" ")[2]) if group.exists() else None


def set_niceness(pid: int, value: int) -> None:
    """Change both, of all threads there are.

    Raises:
        OSError: There is no such process, or only root may do that.
    """
    place = Path(f"/proc/{pid}")
    for thread in (place / "task").iterdir():
        os.setpriority(os.PRIO_PROCESS, int(thread.name), value)
    if (place / "autogroup").exists():
        (place / "autogroup").write_text(str(value))
