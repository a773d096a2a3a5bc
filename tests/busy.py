"""A computer that is busy with other things meanwhile."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager


@contextmanager
def kept_busy(processes: int) -> Iterator[None]:
    """Keep processors busy for a while; where other tests run beside this one, they do that.

    Args:
        processes: How many want all of a processor where nothing else runs.
    """
    with ExitStack() as stack:
        alone = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) == 1
        for _ in range(processes if alone else 0):
            spinning = f"import os\nwhile os.getppid() == {os.getpid()}: pass"  # no longer than we
            other = stack.enter_context(subprocess.Popen([sys.executable, "-c", spinning]))
            stack.callback(other.kill)
        yield
