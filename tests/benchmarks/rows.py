"""One line of the table of figures."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Row:
    """What one thing costs, here and with peers."""

    what: str
    unit: str
    """Of all figures in it."""
    ours: float
    peers: Mapping[str, float] = field(default_factory=dict)
    wanted: str = ""
    """In words."""
    met: bool | None = None
    """Whether it is as wanted; ``None`` where nothing is."""

    def told(self, value: float) -> str:
        """A figure as it is read."""
        digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
        return f"{value:.{digits}f} {self.unit}"

    def as_told(self) -> dict[str, object]:
        """The same, for JSON."""
        return asdict(self)
