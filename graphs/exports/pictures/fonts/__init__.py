"""The letters of PNG pictures: Arimo, under the SIL Open Font License; where from is in versions.toml."""

from __future__ import annotations

from importlib.resources import as_file, files

FAMILY = "Arimo"
NAMES = ("Arimo_400Regular.ttf", "Arimo_700Bold.ttf")


def font_files() -> list[str]:
    """Give the paths of the font files."""
    paths = []
    for name in NAMES:
        with as_file(files(__package__) / name) as path:
            paths.append(str(path))
    return paths
