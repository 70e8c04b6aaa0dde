"""Where an export goes: a file, a folder, or one ZIP that holds what the folder would."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

Content = bytes | str
Written = Content | Mapping[str, Content]
"""One file's content, or several files' by their paths below a folder."""

CONTENTS = ".findingsgraph"
"""A file in a folder that was exported: the files that are ours, a line each."""


def pack(written: Written) -> bytes:
    """Give an export as bytes; several files become a ZIP."""
    if isinstance(written, Mapping):
        return zip_files(written)
    return written.encode() if isinstance(written, str) else written


def save(written: Written, output: str | os.PathLike[str]) -> None:
    """Write an export: one file, or several into a folder or, by the output's ending, a ZIP.

    Of a folder that was exported to before, our files that are not written again are removed,
    and no others.
    """
    path = Path(output)
    if isinstance(written, Mapping) and is_folder(output):
        _fill(path, written)
    else:
        path.write_bytes(pack(written))


def zip_files(files: Mapping[str, Content]) -> bytes:
    """Put files into a ZIP whose bytes depend on them alone (no clock, no user)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else it would name the system it was made on
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, pack(content), compresslevel=6)
    return packed.getvalue()


def is_folder(output: str | os.PathLike[str]) -> bool:
    """Say whether several files go there as a folder: it is one, ends in "/" or has no ending."""
    path = Path(output)
    return str(output).endswith(("/", os.sep)) or path.is_dir() or not path.suffix


def _fill(folder: Path, files: Mapping[str, Content]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / CONTENTS
    old = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pack(content))
    for name in set(old) - set(files):
        path = folder / name
        # A list that somebody changed must not lead us out of the folder.
        if path.resolve().is_relative_to(folder.resolve()) and path.is_file():
            path.unlink()
    listed.write_text("".join(f"{name}\n" for name in sorted(files)), encoding="utf-8", newline="\n")
