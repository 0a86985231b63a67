"""A Word file as PDF by the seat's LibreOffice: the service's own paper, with its letterhead and its logo.

- a private folder for the file, the result and the profile, taken away afterwards: no running LibreOffice is disturbed,
  nothing of the letter stays behind;
- a time limit: LibreOffice and all that it started are ended when it is over;
- tagged, asked for as PDF/A-1, which its metadata do not quite keep (docs/adr/0020): to read and print, not to embed;
- LibreOffice writes the hour into it: the same letter does not give the same bytes.
"""

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from lls_drafter.errors import ExportError

_NAMES = ("soffice", "libreoffice")
_FILTER = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"1"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
_SECONDS = 120
_OTHER_WAY = "« --moteur typst » ne demande pas LibreOffice"


def converted(docx: bytes, *, seconds: float = _SECONDS) -> bytes:
    """Give a Word file as PDF.

    Raises:
        ExportError: LibreOffice is not there, takes too long, or fails.
    """
    program = next((path for path in map(shutil.which, _NAMES) if path), None)
    if program is None:
        raise ExportError("LibreOffice n'est pas installé sur ce poste", hint=f"l'installer ; {_OTHER_WAY}")
    with TemporaryDirectory(prefix="lls-", ignore_cleanup_errors=True) as name:  # made for its owner alone
        folder = Path(name)
        source = folder / "lettre.docx"
        source.touch(mode=0o600)
        source.write_bytes(docx)
        _run(program, folder, source, seconds)
        try:
            return (folder / "lettre.pdf").read_bytes()
        except FileNotFoundError:
            raise ExportError(
                "LibreOffice n'a pas pu convertir le document", hint=f"l'ouvrir dans LibreOffice ; {_OTHER_WAY}"
            ) from None


def _run(program: str, folder: Path, source: Path, seconds: float) -> None:
    """Run LibreOffice in a session of its own; end it and what it started when its time is over."""
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profil').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        _FILTER,
        "--outdir",
        str(folder),
        str(source),
    ]
    try:
        process = subprocess.Popen(  # noqa: S603 - the seat's own LibreOffice, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ExportError("LibreOffice ne démarre pas", hint=f"vérifier son installation ; {_OTHER_WAY}") from error
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        hint = f"recommencer ; {_OTHER_WAY}"
        raise ExportError(f"LibreOffice n'a pas fini en {seconds:.0f} secondes", hint=hint) from None
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and those of its session."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
