"""What an audit counts beside the letters of its folders: readings by hand, extracts of other sites."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from lls_drafter.audit.extract import judgements_of
from lls_drafter.audit.extract_file import read_extract
from lls_drafter.audit.folder import Fichiers
from lls_drafter.audit.model import Etat, Grille, Jugement, Origine
from lls_drafter.audit.paper_letters import read_letters
from lls_drafter.audit.scoring import Demande
from lls_drafter.audit.table import Base
from lls_drafter.errors import UsageError

NOT_MATCHED = "saisie papier : sans numéro de séjour, ne se rapproche pas d'une liste"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraitCompte:
    """One extract of the run: who made it, its letters that count, its period, and its own flow."""

    site: str
    effectif: int
    depuis: date | None
    jusqua: date | None
    fichiers: int
    illisibles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PapierCompte:
    """The readings by hand of the run: files, letters read, those that count, answers « je ne sais pas » in these."""

    fichiers: int
    lues: int
    jugees: int
    inconnus: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ajout:
    """A reading by hand of the run: its number, which follows those of the files, its file and its line there."""

    numero: int
    etat: Etat
    fichier: Path
    ligne: int


@dataclass(frozen=True, slots=True)
class Apport:
    """One judgement without its number, and its place: a file, and a line there (0 for an extract)."""

    jugement: Jugement
    fichier: Path
    ligne: int = 0


@dataclass(frozen=True, slots=True)
class Apports:
    """All that comes beside the letters.

    Attributes:
        papiers: files of readings by hand.
        extraits: extracts that count.
        base: what the extracts count; None without one.
    """

    apports: tuple[Apport, ...] = ()
    grilles: dict[str, Grille] = field(default_factory=dict)
    papiers: int = 0
    extraits: tuple[ExtraitCompte, ...] = ()
    base: Base | None = None

    def numbered(self, after: int, *, liste: bool) -> list[Jugement]:
        """Give the judgements, their numbers following `after`; a list of stays knows no reading by hand."""
        made = [replace(one.jugement, numero=number) for number, one in enumerate(self.apports, after + 1)]
        if not liste:
            return made
        return [
            replace(one, etat=Etat.HORS_LISTE, raison=NOT_MATCHED) if one.etat is Etat.JUGEE else one for one in made
        ]


def read_contributions(found: Fichiers, demande: Demande, packs: tuple[Path, ...] = ()) -> Apports:
    """Read what stands beside the letters.

    Raises:
        DraftError: an extract cannot be used: half a region would be counted without a word.
        UsageError: the same extract is given twice, or two do not count the same thing.
    """
    apports: list[Apport] = []
    grilles: dict[str, Grille] = {}
    for path in found.papiers:
        read = read_letters(path, demande, packs)
        apports += [Apport(one, path, line) for one, line in zip(read.jugements, read.lignes, strict=True)]
        if read.grille is not None:
            grilles[read.grille.empreinte] = read.grille
    counted: list[ExtraitCompte] = []
    digests: dict[str, Path] = {}
    bases: set[Base] = set()
    for path in found.extraits:
        extrait = read_extract(path)
        same = digests.setdefault(extrait.empreinte, path)
        if same is not path:
            raise UsageError(f"cet extrait est donné deux fois : {path.name} et {same.name}", hint="n'en donner qu'un")
        bases.add(Base(extrait.base))
        made, grids = judgements_of(extrait)
        apports += [Apport(one, path) for one in made]
        grilles |= {name: grid for name, grid in grids.items() if name not in grilles}
        counted.append(
            ExtraitCompte(
                site=extrait.site,
                effectif=extrait.effectif,
                depuis=extrait.depuis,
                jusqua=extrait.jusqua,
                fichiers=extrait.flux.fichiers,
                illisibles=extrait.flux.illisibles,
            )
        )
    if len(bases) > 1:
        raise UsageError(
            "ces extraits ne comptent pas la même chose : des lettres pour l'un, des séjours pour l'autre",
            hint="faire deux audits, un par sorte d'extraits",
        )
    return Apports(tuple(apports), grilles, len(found.papiers), tuple(counted), next(iter(bases), None))


def paper_count(files: int, kept: Sequence[Jugement]) -> PapierCompte | None:
    """Count the readings by hand among the judgements of a run; None without a file of them."""
    if not files:
        return None
    read = [one for one in kept if one.origine is Origine.PAPIER and one.etat is not Etat.ILLISIBLE]
    judged = [one for one in read if one.etat is Etat.JUGEE]
    return PapierCompte(
        fichiers=files,
        lues=len(read),
        jugees=len(judged),
        inconnus=sum(one.inconnus for one in judged),
    )
