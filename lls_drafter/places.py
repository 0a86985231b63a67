"""The places of this seat: settings of the site and of the user, letters, drug base, and private state.

Each can be set by an environment variable; otherwise `platformdirs` gives the system's own
place (imported only then: it costs 19 ms at start-up).
"""

import os
from pathlib import Path

_APP = "lls-drafter"
_DRUG_BASE = Path("medicaments", "base.sqlite")


def _from(variable: str) -> Path | None:
    """Give the path that an environment variable names, None when it is not set."""
    value = os.environ.get(variable)
    return expanded(value) if value else None


def expanded(text: str) -> Path:
    """Give a folder as written, `~` being the home; an unknown home stays as it is written."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def site_folder() -> Path:
    """Give the folder of the site's settings and packs (`LLS_SITE_PATH`)."""
    set_folder = _from("LLS_SITE_PATH")
    if set_folder is not None:
        return set_folder
    import platformdirs  # noqa: PLC0415 - start-up time

    return Path(platformdirs.site_config_dir(_APP, appauthor=False))


def user_folder() -> Path:
    """Give the folder of the user's settings and packs (`LLS_USER_PATH`)."""
    set_folder = _from("LLS_USER_PATH")
    if set_folder is not None:
        return set_folder
    import platformdirs  # noqa: PLC0415 - start-up time

    return Path(platformdirs.user_config_dir(_APP, appauthor=False))


def letters_folder() -> Path:
    """Give the default folder of letters (`LLS_LETTRES`), in the user's private data, out of synchronised folders."""
    set_folder = _from("LLS_LETTRES")
    if set_folder is not None:
        return set_folder
    import platformdirs  # noqa: PLC0415 - start-up time

    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "lettres"


def cache_folder() -> Path:
    """Give the folder of what can be made again at any time, never a letter's data (`LLS_CACHE`)."""
    set_folder = _from("LLS_CACHE")
    if set_folder is not None:
        return set_folder
    import platformdirs  # noqa: PLC0415 - start-up time

    return Path(platformdirs.user_cache_dir(_APP, appauthor=False))


def state_folder() -> Path:
    """Give the folder of what this seat must not lose and no other seat needs (`LLS_ETAT`)."""
    set_folder = _from("LLS_ETAT")
    if set_folder is not None:
        return set_folder
    import platformdirs  # noqa: PLC0415 - start-up time

    return Path(platformdirs.user_state_dir(_APP, appauthor=False))


def drug_base_file() -> Path:
    """Give the national drug base that this seat reads: the user's own, else the site's when there is one.

    `LLS_MEDICAMENTS` names the user's. The file may not exist.
    """
    own = user_drug_base_file()
    if own.exists():
        return own
    common = site_drug_base_file()
    return common if common.exists() else own


def user_drug_base_file() -> Path:
    """Give where the user's own drug base is installed (`LLS_MEDICAMENTS`, a file)."""
    set_file = _from("LLS_MEDICAMENTS")
    if set_file is not None:
        return set_file
    import platformdirs  # noqa: PLC0415 - start-up time

    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / _DRUG_BASE


def site_drug_base_file() -> Path:
    """Give where the drug base of the whole site is installed."""
    return site_folder() / _DRUG_BASE
