"""The figures of the house: files, lengths, names, circles, floors, and tests beside the code.

``python tests/structure/figures.py`` prints them as a table, for this checkout or for the one
whose folder is named. Only the code's own text is read; nothing of it is run.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
SHORT = 40
"""Lines below which a file is a short one."""
NO_MORE_THAN_A_NAME = 3
"""Lines up to which a file is a package's first line, and counts for nothing."""
FAST = (
    "cli",
    "domain",
    "documents",
    "letters",
    "locale",
    "rulebook",
    "services",
    "store",
    "ui",
    "wording",
)
"""The folders of tests that need no terminal and no sound."""
_NO_ROOM = frozenset({"__init__", "__main__"})
_Graph = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class House:
    """A checkout, as its files are."""

    root: Path

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of each module, by its dotted name."""
        found = {}
        for path in sorted((self.root / "callmate").rglob("*.py")):
            name = ".".join(path.relative_to(self.root).with_suffix("").parts)
            found[name.removesuffix(".__init__")] = path.read_text("utf-8")
        return found

    @cached_property
    def trees(self) -> dict[str, ast.Module]:
        """The same, parsed."""
        return {name: ast.parse(text) for name, text in self.texts.items()}

    @cached_property
    def lengths(self) -> dict[str, int]:
        """Lines of each module that holds more than a name."""
        lines = {name: len(text.splitlines()) for name, text in self.texts.items()}
        return {name: count for name, count in lines.items() if count > NO_MORE_THAN_A_NAME}

    @cached_property
    def imports(self) -> dict[str, frozenset[str]]:
        """For each module the modules of ours that it imports anywhere, for types too."""
        known = self.trees.keys()
        return {
            name: frozenset(each for each in _imported(tree) & known if each != name)
            | frozenset(each for each in _imported_names(tree) & known if each != name)
            for name, tree in self.trees.items()
        }

    @property
    def lines(self) -> int:
        """Lines of the package."""
        return sum(len(text.splitlines()) for text in self.texts.values())

    @property
    def short(self) -> list[str]:
        """The modules that are short."""
        return [name for name, count in self.lengths.items() if count < SHORT]

    @property
    def longest(self) -> tuple[int, str]:
        """Lines of the longest module, and its name."""
        return max((count, name) for name, count in self.lengths.items())

    @property
    def at_the_top(self) -> set[str]:
        """What stands at the top of the package, beside what Python itself asks for."""
        modules = {name.split(".")[1] for name in self.texts if "." in name}
        return {name for name in modules if name not in _NO_ROOM}

    @property
    def doubled_files(self) -> set[str]:
        """File names that stand twice."""
        stems = Counter(name.rpartition(".")[2] for name in self.lengths if "." in name)
        return {stem for stem, count in stems.items() if count > 1 and stem not in _NO_ROOM}

    @property
    def doubled_classes(self) -> set[str]:
        """Names of public classes that stand twice."""
        classes = Counter(
            node.name
            for tree in self.trees.values()
            for node in tree.body
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        )
        return {name for name, count in classes.items() if count > 1}

    @property
    def circles(self) -> list[frozenset[str]]:
        """The sets of modules that lead back to themselves."""
        return [each for each in strongly_connected(self.imports) if len(each) > 1]

    @property
    def rooms(self) -> dict[str, frozenset[str]]:
        """For each room at the top, the rooms that it imports."""
        found: dict[str, set[str]] = {name: set() for name in self.at_the_top}
        for importer, imported in self.imports.items():
            here = _room(importer)
            if here in found:
                found[here] |= {_room(each) for each in imported} & found.keys() - {here}
        return {name: frozenset(below) for name, below in found.items()}

    @property
    def floors(self) -> int:
        """How many rooms stand one above the other at the most, ``__main__`` on top of them."""
        return 1 + max(_height(self.rooms, room, ()) for room in self.rooms)

    @property
    def test_lines(self) -> dict[str, int]:
        """Lines of tests, by the folder under ``tests``."""
        found: Counter[str] = Counter()
        tests = self.root / "tests"
        for path in tests.rglob("*.py"):
            parts = path.relative_to(tests).parts
            found[parts[0] if len(parts) > 1 else ""] += len(path.read_text("utf-8").splitlines())
        return dict(found)

    @property
    def tests_beside_code(self) -> float:
        """Lines of tests for each line of code."""
        return sum(self.test_lines.values()) / self.lines

    @property
    def fast_share(self) -> float:
        """The share of the tests' lines that needs no terminal and no sound."""
        fast = sum(count for folder, count in self.test_lines.items() if folder in FAST)
        return fast / sum(self.test_lines.values())

    def table(self) -> Iterator[tuple[str, str]]:
        """Every figure with its name."""
        count, name = self.longest
        yield "files", str(len(self.texts))
        yield "lines of code", str(self.lines)
        yield "median of a file", f"{median(self.lengths.values()):.0f}"
        yield "longest file", f"{count} ({name})"
        yield f"files below {SHORT} lines", str(len(self.short))
        yield "names at the top", str(len(self.at_the_top))
        yield "file names that stand twice", str(len(self.doubled_files))
        yield "public classes that stand twice", str(len(self.doubled_classes))
        yield "circles, types included", str(len(self.circles))
        yield "modules in circles", str(len(frozenset(chain.from_iterable(self.circles))))
        yield "floors", str(self.floors)
        yield "tests for a line of code", f"{self.tests_beside_code:.2f}"
        yield "of them without terminal and sound", f"{self.fast_share:.0%}"


def strongly_connected(graph: _Graph) -> list[frozenset[str]]:
    """The strongly connected parts of a graph, by Tarjan's algorithm."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    found: list[frozenset[str]] = []

    def visit(node: str) -> None:
        number[node] = low[node] = len(number)
        path.append(node)
        for each in graph[node]:
            if each not in number:
                visit(each)
                low[node] = min(low[node], low[each])
            elif each in path:
                low[node] = min(low[node], number[each])
        if low[node] == number[node]:
            at = path.index(node)
            found.append(frozenset(path[at:]))
            del path[at:]

    for node in graph:
        if node not in number:
            visit(node)
    return found


def _imported(tree: ast.Module) -> set[str]:
    """The modules that are imported from, or imported whole."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def _imported_names(tree: ast.Module) -> set[str]:
    """What is imported by name, which may be a module as well."""
    return {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _room(name: str) -> str:
    return name.split(".")[1] if "." in name else name


def _height(rooms: _Graph, room: str, above: Iterable[str]) -> int:
    if room in above:
        raise ValueError(f"{room} stands above itself")
    below = rooms[room]
    return 1 + max((_height(rooms, each, (*above, room)) for each in below), default=0)


if __name__ == "__main__":
    for title, figure in House(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT).table():
        sys.stdout.write(f"{title:38} {figure}\n")
