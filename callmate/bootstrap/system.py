"""Finds what the set-up needs from the system and, on Debian and its kin, asks for it."""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from callmate.bootstrap.progress import Trouble, ask, say
from callmate.bootstrap.words import means_yes, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callmate.bootstrap.progress import Log

SOUND = "libportaudio2"
_LIBRARIES = ("/lib", "/usr/lib", "/usr/local/lib", "/usr/lib64")
_LEAST_PIP = (22, 3)
_APT = ("-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120")


def has_ensurepip() -> bool:
    """Tell whether Python can put pip into an environment by itself."""
    importlib.invalidate_caches()
    return find_spec("ensurepip") is not None


def has_outer_pip() -> bool:
    """Tell whether this interpreter's pip can install into another environment (22.3 or newer)."""
    importlib.invalidate_caches()
    try:
        parts = importlib.metadata.version("pip").split(".")
        return (int(parts[0]), int(parts[1])) >= _LEAST_PIP
    except (importlib.metadata.PackageNotFoundError, ValueError, IndexError):
        return False


def has_installer() -> bool:
    """Tell whether an environment can be made and filled at all."""
    return find_spec("venv") is not None and (has_ensurepip() or has_outer_pip())


def has_sound() -> bool:
    """Tell whether the system's sound library is there, or comes with the packages."""
    if sys.platform != "linux":
        return True
    folders = [Path(at) for at in _LIBRARIES]
    return any(
        found
        for folder in folders
        for found in (*folder.glob("libportaudio.so*"), *folder.glob("*/libportaudio.so*"))
    )


def require() -> None:
    """Return when an installer is there or may be had.

    Raises:
        Trouble: There is none, and nobody to ask for one.
    """
    if has_installer():
        return
    if not _has_apt():
        raise Trouble(words("need_venv_elsewhere"))
    if not (_is_root() or _can_ask()):
        raise Trouble(words("need_venv", command=_command(_wanted())))


def provide(log: Log) -> None:
    """Install what is needed from the system, or offer it: the installer and the sound library.

    Raises:
        Trouble: There is no installer and none could be had.
    """
    wanted = _wanted()
    if has_installer():
        offered = wanted and _has_apt()
        if offered and not (_may("ask_sound", wanted) and _install(wanted, log)):
            say(words("later_sound", command=_command(wanted)))
        return
    if _may("ask_venv", wanted):
        _install(wanted, log)
    if not has_installer():
        raise Trouble(words("need_venv", command=_command(wanted)))


def _wanted() -> list[str]:
    """Return the packages that are missing here, as Debian names them."""
    installer = [] if has_installer() else [_venv_package()]
    return installer if has_sound() else [*installer, SOUND]


def _has_apt() -> bool:
    return shutil.which("apt-get") is not None and Path("/etc/debian_version").exists()


def _is_root() -> bool:
    return os.geteuid() == 0


def _can_ask() -> bool:
    return shutil.which("sudo") is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _venv_package() -> str:
    """Return the package that completes this Python; named by version unless it is the default."""
    default = os.path.realpath("/usr/bin/python3")
    base = getattr(sys, "_base_executable", sys.executable)
    if os.path.realpath(base) == default:
        return "python3-venv"
    return f"python3.{sys.version_info[1]}-venv"


def _command(packages: Sequence[str]) -> str:
    return " ".join(["sudo", "apt-get", "install", "-y", *packages])


def _may(question: str, packages: Sequence[str]) -> bool:
    """Tell whether packages may be installed: root's word stands, anybody else is asked."""
    if _is_root():
        return True
    if not _can_ask():
        return False
    answer = ask(words(question, packages=" ".join(packages)))
    return answer.endswith("\n") and means_yes(answer)


def _install(packages: Sequence[str], log: Log) -> bool:
    """Install packages with apt; the lists are fetched only when they turn out to be missing."""
    root = _is_root()
    if root:
        say(words("also_system", packages=" ".join(packages)))
    front = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    apt = front if root else ["sudo", *front]
    install = [*apt, "install", *_APT, *packages]

    def runs(command: Sequence[str]) -> bool:
        doing = words("system", packages=" ".join(packages))
        return log.run(command, doing=doing, watched=root) == 0

    return runs(install) or (runs([*apt, "update", "-qq"]) and runs(install))
