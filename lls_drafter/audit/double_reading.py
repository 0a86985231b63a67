"""One side of a double reading: a file of readings by hand, or the tool's own verdicts by number."""

from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path

from lls_drafter.audit import paper
from lls_drafter.audit.concordance import INCONNU, NON_COMPARE, Lecture, LettreLue
from lls_drafter.audit.groups import LABELS, Dimension
from lls_drafter.audit.model import Etat, Jugement
from lls_drafter.audit.paper_letters import verdicts_of
from lls_drafter.audit.run import Releve
from lls_drafter.audit.scoring import grid_of
from lls_drafter.drafts import files
from lls_drafter.drafts.sheets import read_sheet
from lls_drafter.errors import DraftFormatError, Location, UsageError
from lls_drafter.exports.csv_ import unshielded
from lls_drafter.packs.checklists import load_checklist
from lls_drafter.rules.model import Checklist

_LARGEST = 100_000_000
_DIGITS = 12


def hand_reading(path: Path, packs: tuple[Path, ...]) -> Lecture:
    """Give a file of readings by hand.

    Raises:
        DraftError: it cannot be read.
        DraftFormatError: it is none, or a line of it cannot be used.
        PackError: its grid is not known here.
    """
    grid = load_checklist(paper.read_paper(path).grille, extra=packs)
    found = paper.read_paper(path, [item.id for item in grid.items])
    if found.problemes:
        raise DraftFormatError(
            f"cette saisie a une ligne inutilisable : {found.problemes[0].raison}",
            hint="corriger ou effacer cette ligne",
            location=Location(str(path), found.problemes[0].ligne),
        )
    return Lecture(
        nom=path.name,
        criteres=grid_of(grid).criteres,
        lettres={
            number: LettreLue(
                signes=_signs(one, grid), mois=one.contexte.sortie[: len("2026-03")], unite=one.contexte.unite
            )
            for number, one in found.lettres.items()
            if not one.hors_champ
        },
    )


def tool_reading(records: Releve, numbers: Mapping[int, int] | None, name: str) -> Lecture:
    """Give the tool's verdicts.

    Args:
        records: what each file gave.
        numbers: the number of a file in an earlier run, by its number in this one; None: it is the same.
        name: how this reading is called.

    Raises:
        UsageError: no letter was judged, or letters of several grids were.
    """
    judged = [one for one in records.jugements if one.etat is Etat.JUGEE and (numbers is None or one.numero in numbers)]
    grids = {records.grilles[one.grille].id: records.grilles[one.grille] for one in judged}
    if len(grids) != 1:
        raise UsageError(
            "aucune lettre jugée à comparer" if not grids else "ces lettres sont jugées avec plusieurs grilles",
            hint="vérifier le dossier avec « lls audit DOSSIER »",
        )
    (grid,) = grids.values()
    return Lecture(
        nom=name,
        criteres=grid.criteres,
        lettres={one.numero if numbers is None else numbers[one.numero]: _letter(one) for one in judged},
    )


def read_correspondence(path: Path, paths: tuple[str, ...]) -> dict[int, int]:
    """Give the number that each file had in an earlier run.

    Args:
        path: what `--correspondance` wrote then.
        paths: the files of this run, in their order.

    Raises:
        DraftError: it cannot be read.
        UsageError: it is none, or knows none of these files.
    """
    lines = read_sheet(path, _LARGEST, _decoded)
    heading = next(lines, None)
    names = heading.cases if heading and heading.cases else ()
    if not {"numero", "fichier"} <= set(names):
        raise UsageError(
            "ce fichier n'est pas une correspondance d'audit",
            hint="la produire avec « lls audit DOSSIER --correspondance FICHIER »",
            location=Location(str(path)),
        )
    rows = [dict(zip(names, line.cases, strict=False)) for line in lines if line.cases is not None]
    known = {
        unshielded(row.get("fichier", "")): int(number)
        for row in rows
        if (number := row.get("numero", "")).isdecimal() and len(number) < _DIGITS
    }
    found = {rank: known[name] for rank, name in enumerate(paths, 1) if name in known}
    if not found:
        raise UsageError(
            "cette correspondance ne connaît aucun de ces fichiers",
            hint="nommer le dossier comme dans l'audit qui l'a écrite",
            location=Location(str(path)),
        )
    return found


def _decoded(data: bytes) -> str:
    """Give the text of a correspondence: as this program writes it, names that are no text included, or saved again."""
    return data.decode("utf-8-sig", "surrogateescape") if data.startswith(BOM_UTF8) else files.decoded(data)


def _letter(one: Jugement) -> LettreLue:
    """Give one letter that the tool judged."""
    month = LABELS[Dimension.MOIS](one)
    return LettreLue(signes=one.verdicts, mois=month if month[:1].isdecimal() else "", unite=one.unite)


def _signs(lettre: paper.LettrePapier, grid: Checklist) -> str:
    """Give the signs of a letter read by hand; what was not asked of a letter not found is not compared."""
    signs = zip(grid.items, verdicts_of(lettre, grid), strict=True)
    return "".join(_sign(lettre.reponses.get(item.id), sign) for item, sign in signs)


def _sign(answer: paper.Reponse | None, sign: str) -> str:
    """Give the sign of one answer."""
    if answer is None:
        return NON_COMPARE
    return INCONNU if answer.etat is paper.Etat.INCONNU else sign
