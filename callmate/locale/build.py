"""Compiles the message catalogues when the package is built or installed."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Hatchling's hook; runs for wheels, source archives and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues before files are collected."""
        del version, build_data
        locale = Path(self.root) / "callmate" / "locale"
        # The package being built cannot be imported, nor should it be.
        compiler = runpy.run_path(str(locale / "catalogues.py"))
        compiler["compile_catalogues"](locale)
