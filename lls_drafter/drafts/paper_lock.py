"""One person at a time in a file of readings: two would resume one another's letter."""

import errno
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.errors import DraftLockedError, Location

_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a file of readings; the system gives it back by itself when the program dies.

    Where the system has no locks the file is not held: what another person writes meanwhile is told all the same
    (`PaperFile.keep`).

    Raises:
        DraftLockedError: somebody else holds it.
        DraftError: the folder does not allow it.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - start-up time (46 ms)

    if not path.parent.is_dir():  # `filelock` would make it
        raise files.storage_error(OSError(errno.ENOENT, ""), path)
    place = path.with_name(f".{path.name}.verrou")
    lock = FileLock(place, timeout=0, mode=files.PRIVATE_FILE)
    try:
        with warnings.catch_warnings(action="ignore"):  # its own way without locks is as good as ours
            lock.acquire()
    except Timeout as error:
        raise DraftLockedError(
            "quelqu'un lit déjà des lettres dans ce fichier",
            hint="attendre la fin de cette saisie, ou en commencer une autre sous un autre nom",
            location=Location(str(path)),
        ) from error
    except NotImplementedError:
        pass
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise files.storage_error(error, path) from error
    try:
        yield
    finally:
        if lock.is_locked:
            files.remove(place)
        lock.release()
