"""An environment → the folders of its platform: for fonts, and for files that programs can make again."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def system_folders(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> list[Path]:
    """An environment → the folders where its platform keeps fonts, the user's own first."""
    home = _home(environment)
    if platform == "win32":
        local = environment.get("LOCALAPPDATA") or str(home / "AppData/Local")
        return [Path(local, "Microsoft/Windows/Fonts"), Path(environment.get("WINDIR", "C:/Windows"), "Fonts")]
    if platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    data = environment.get("XDG_DATA_HOME") or str(home / ".local/share")
    return [Path(data, "fonts"), home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]


def cache_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """An environment → the folder where its platform keeps files that programs can make again."""
    home = _home(environment)
    if environment.get("XDG_CACHE_HOME"):
        base = Path(environment["XDG_CACHE_HOME"])
    elif platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or home / "AppData/Local")
    else:
        base = home / ("Library/Caches" if platform == "darwin" else ".cache")
    return base / "gongwen-gen"


def _home(environment: Mapping[str, str]) -> Path:
    # Not Path.home(), which raises where a service account has no home.
    return Path(environment.get("HOME") or environment.get("USERPROFILE") or os.path.expanduser("~"))
