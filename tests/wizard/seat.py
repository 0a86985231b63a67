"""A seat for the conversation: a real file in a folder, the product's value sets, given findings."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from lls_drafter.codes.value_sets import Code, value_set
from lls_drafter.document.blocks import Inline, Run
from lls_drafter.errors import DraftError, DraftLockedError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import Destinataire, Etablissement, Praticien, RoleDestinataire
from lls_drafter.letter.plan import Plan
from lls_drafter.letter.remise import BeneficiaireRemise, Canal, Envoi, ModeRemise, RemisePatient, RemisePrevue
from lls_drafter.letter.sejour import Activite, Sejour
from lls_drafter.letter_files.codec import read_letter, write_letter
from lls_drafter.medication.reading import Lecture
from lls_drafter.reference.index import DrugIndex
from lls_drafter.reference.model import Fiche
from lls_drafter.reference.usuels import usual_fiches, usual_info
from lls_drafter.rules.model import Checklist, Finding, Report
from lls_drafter.rules.writing import Diagnostic
from lls_drafter.session.drugs import DrugDesk
from lls_drafter.settings import Phrase, Settings

TODAY = date(2026, 3, 9)


@cache
def desk() -> DrugDesk:
    """Give a desk over the product's own list, made once for all the tests of a process."""
    fiches = usual_fiches()
    return DrugDesk(DrugIndex.in_memory(fiches, usual_info(), fiches[0].base))


@dataclass(frozen=True)
class Suggested:
    """An answer that the letter suggests."""

    reponse: str
    raison: str = ""


@dataclass(frozen=True)
class Done:
    """A gesture of the person."""

    le: datetime
    verbe: str
    titre: str
    question: str


@dataclass(frozen=True)
class Judgement:
    """What the rules said."""

    findings: tuple[Finding, ...] = ()
    reports: tuple[Report, ...] = ()
    grid_report: Report | None = None
    score: int | None = None
    score_projete: int | None = None
    grille: str | None = None

    @property
    def missing(self) -> int:
        """Count the bloquant findings."""
        return sum(1 for finding in self.findings if finding.niveau.value == "bloquant")

    @property
    def validable(self) -> bool:
        """Tell whether nothing is bloquant."""
        return self.missing == 0


@dataclass
class Seat:
    """Satisfies `WizardPort` with one file; `full` makes the disk refuse to write."""

    path: Path
    lettre: Lettre = field(default_factory=Lettre)
    position: str | None = None
    today: date = TODAY
    phrases: Sequence[Phrase] = ()
    correspondants: Sequence[Praticien] = ()
    signataires: Sequence[Praticien] = ()
    plan: Plan | None = None
    liste_sortie: Checklist | None = None
    sections: frozenset[str] = frozenset()
    judgement: Judgement = Judgement()
    suggested: Mapping[str, Suggested] = field(default_factory=dict)
    full: bool = False
    saves: int = 0
    en_cours: Mapping[str, str] = field(default_factory=dict)

    curseur: int = 0
    gestes: list[Done] = field(default_factory=list)
    preferences: Settings = field(default_factory=Settings)
    diagnostics: Sequence[Diagnostic] = ()
    limits: Mapping[str, int] = field(default_factory=dict)
    held_by: str = ""
    released: bool = False
    beats: int = 0

    def record(self, verbe: str, titre: str, question: str) -> None:
        """Add a line to what was done, at a fixed hour."""
        self.gestes.append(Done(datetime(2026, 3, 9, 17, 0, tzinfo=UTC), verbe, titre, question))

    def diagnose(self, address: FieldPath, text: str) -> Sequence[Diagnostic]:
        """Give the diagnostics that the test put there, as far as the text goes."""
        del address
        return [one for one in self.diagnostics if one.fin <= len(text)]

    def longest(self, address: FieldPath) -> int | None:
        """Give the limit that the test put there."""
        return self.limits.get(str(address))

    def search_codes(self, name: str, text: str) -> Sequence[Code]:
        """Search the product's value sets."""
        return value_set(name).search(text)

    def read_drug(self, text: str) -> Lecture:
        """Read a line with the product's own list."""
        return desk().read(text)

    drug_warning: str | None = None

    def search_drugs(self, text: str) -> Sequence[Fiche]:
        """Search the product's own list."""
        return desk().search(text)

    def save(self, lettre: Lettre, position: str, en_cours: Mapping[str, str], curseur: int = 0) -> None:
        """Write the file, unless another seat holds it."""
        if self.held_by:
            if lettre != self.lettre:
                raise DraftLockedError(self.held_by)
            return
        if self.full:
            raise DraftError("le disque est plein", hint="Libérer de la place.")
        self.path.write_text(write_letter(lettre), "utf-8")
        self.lettre, self.position, self.saves = lettre, position, self.saves + 1
        self.en_cours, self.curseur = dict(en_cours), curseur

    @property
    def read_only(self) -> str:
        """Tell that the letter is ours, unless the test says otherwise."""
        return self.held_by

    def beat(self) -> None:
        """Count the signs of life."""
        self.beats += 1

    def take_over(self) -> bool:
        """Give the letter once the test let it go."""
        if self.released:
            self.held_by = ""
        return not self.held_by

    def review(self, lettre: Lettre, width: int) -> Sequence[Inline]:
        """Show the motif and its field."""
        del width
        return ((Run(lettre.motif_hospitalisation or "", fields=(FieldPath.parse("motif_hospitalisation"),)),),)

    def print_letter(self, lettre: Lettre) -> Sequence[str]:
        """Write the letter's data beside it."""
        out = self.path.with_name("imprime.yaml")
        out.write_text(write_letter(lettre), "utf-8")
        return (f"Imprimé : {out.name}",)

    def evaluate(self, lettre: Lettre) -> Judgement:
        """Give the judgement that the test put there."""
        del lettre
        return self.judgement

    def proposals(self, lettre: Lettre) -> Mapping[str, Suggested]:
        """Give the suggestions that the test put there."""
        del lettre
        return self.suggested

    def preview(self, lettre: Lettre) -> str:
        """Give the file's own text."""
        return write_letter(lettre)

    def reread(self) -> Lettre:
        """Read the letter back from the disk."""
        return read_letter(self.path.read_text("utf-8"), name=self.path.name).lettre


class Keys(io.StringIO):
    """Lines typed one by one; `watch` is called with each line (empty at the end) before it is given."""

    def __init__(self, text: str, watch: Callable[[str], None]) -> None:
        """Keep the lines and who watches them."""
        super().__init__(text)
        self._watch = watch

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override] # typeshed gives the bytes of IOBase
        """Give the next line."""
        line = super().readline(-1 if size is None else size)
        self._watch(line)
        return line


KELLER = Praticien(
    civilite="Dr",
    prenom="Anne",
    nom="KELLER",
    fonction="praticien hospitalier",
    rpps="99900000003",
    telephone="03 00 00 00 01",
)
MEYER = Praticien(
    civilite="Dr", prenom="Paul", nom="MEYER", fonction="médecin généraliste", adresse="2 rue Haute, Valmont"
)


def settled_letter(activite: Activite = Activite.MCO) -> Lettre:
    """Give a new letter as the settings of a seat prefill it."""
    return Lettre(
        etablissement=Etablissement(
            nom="Centre hospitalier de Valmont", service="Médecine", telephone="03 00 00 00 00"
        ),
        signataire=KELLER,
        sejour=Sejour(activite=activite),
        remise_patient=RemisePatient(prevue=RemisePrevue(mode=ModeRemise.MAIN_PROPRE, a=BeneficiaireRemise.PATIENT)),
        envois=(Envoi(destinataire="medecin_traitant", canal=Canal.MSSANTE, prevu="le jour de la sortie"),),
        destinataires=(
            Destinataire(role=RoleDestinataire.PATIENT),
            Destinataire(role=RoleDestinataire.MEDECIN_TRAITANT),
        ),
    )


def settled_seat(path: Path, activite: Activite = Activite.MCO) -> Seat:
    """Give a seat with its settings in place."""
    return Seat(path, lettre=settled_letter(activite), correspondants=(MEYER,), signataires=(KELLER,))
