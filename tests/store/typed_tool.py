"""Tools that ask for a passphrase on their terminal."""

import os
import pty
import subprocess
from pathlib import Path


def on_a_terminal(command: list[str | Path], passphrase: str, times: int = 1) -> bytes:
    """What a tool says that asks for a passphrase on its terminal."""
    ours, theirs = pty.openpty()
    try:
        with subprocess.Popen(
            ["setsid", "--ctty", "--wait", *command],
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=theirs,
        ) as tool:
            for _ in range(times):
                asked = b""
                while b"passphrase" not in asked:
                    asked += os.read(ours, 1024)
                os.write(ours, f"{passphrase}\n".encode())
            said, _ = tool.communicate()
            assert tool.returncode == 0, os.read(ours, 4096)
            return said
    finally:
        os.close(ours)
        os.close(theirs)
