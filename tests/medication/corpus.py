"""The corpus of prescription lines: what each is expected to say, and how far the reader of lines agrees.

One YAML file a category, in `corpus/`. The expected reading is what a careful hospital pharmacist would say that the
line means; it is never changed to please the reader. The notation is compact, and says the whole structure of
`lls_drafter.medication.model`:

    posologie       a text (one step, one regimen), or a list of steps; a step is a text, or the list of its regimens
    regimen         pieces with « ; » between them, in any order:
      takes         « 1 comprimé @matin @soir + 1..2 @coucher », « 15 mg/kg », « 3 » (no unit written), « @8h30 »
      rhythm        « 2..3 fois/jour », « 1 fois/2 semaine », « toutes 4..6 heure », « total/jour », « total 3/jour »
      days          « jours lundi jeudi », « sauf dimanche », « 5 sur 7 », « pairs », « impairs », « cycle 1 8 »,
                    « du mois 1 15 », « autres jours »
      meals         « repas à jeun »
      condition     « si besoin »; « si douleur », « en cas de fièvre »: the words of the line
      length        « duree 5 jour », of this step only
    arret           a step that is only « stop »
    maximum         « 4 g/jour », « 2 gélule/prise », « 3 fois/jour », « 4/jour » (no unit written)
    ecart           « 4 heure »
    duree           « 5 jour », « 5..7 jour », « encore 3 jour », « 6 semaine au total », « au 21/01 »,
                    « des 12/05/2026 », « du 02/03 au 07/03 », « evt jusqu'à cicatrisation », « long cours »,
                    « unique », « qsp 14 comprimé », « renouveler 2 »; « ; » between several

Compared as written: names, conditions, events, what the dose follows, targets. Spaces and case of a strength do not
count. Neither case, punctuation nor small words (« dans », « les ») count in a site, a way of giving or the unread
words, where « ,5 » and « .5 » keep their mark; « OD » is « œil droit ».
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from lls_drafter.medication.line import read_line
from lls_drafter.medication.model import (
    Compte,
    Condition,
    Dose,
    DureeLue,
    Ecart,
    Etape,
    FinLue,
    Frequence,
    Jours,
    Ligne,
    Maximum,
    Nom,
    Part,
    Posologie,
    Prise,
    Rythme,
    Schema,
    Unite,
)
from lls_drafter.yaml_io import Json, load_path

_T = TypeVar("_T")

FOLDER: Final = Path(__file__).parent / "corpus"
_KEYS: Final = frozenset({
    "ligne", "nom", "autre", "dosage", "forme", "posologie", "maximum", "ecart", "administration", "site",
    "adaptation", "voie", "duree", "indication", "surveillance", "non_lu",
})  # fmt: skip

_NUMBER = r"\d+/\d+|\d[\d ]*(?:,\d+)?"
_DOSE: Final = re.compile(rf"({_NUMBER})(?:\.\.({_NUMBER}))?(?: ?([^\d ].*))?")
_FOIS: Final = re.compile(r"(\d+)(?:\.\.(\d+))? fois/(?:(\d+) )?(\w+)")
_TOUTES: Final = re.compile(r"toutes (\d+)(?:\.\.(\d+))? (\w+)")
_TOTAL: Final = re.compile(r"total(?: (\d+)(?:\.\.(\d+))?)?/(?:(\d+) )?(\w+)")
_LENGTH: Final = re.compile(rf"(encore )?({_NUMBER})(?:\.\.({_NUMBER}))? (\w+)( au total)?")
_DATE = r"(\d\d)/(\d\d)(?:/(\d{4}))?"
_HOUR: Final = re.compile(r"(\d{1,2})h(\d\d)?")
# « ,5 » and « .5 » keep their mark: it is why they stay unread
_WORDS: Final = re.compile(r"(?:(?<!\w)[.,](?=\d))?\w+(?:[.,]\d+)*|[^\w\s.,;:()|–—•*\"'’-]")
_SMALL_WORDS: Final = frozenset(
    {"dans", "sur", "à", "a", "au", "aux", "de", "des", "du", "d", "le", "la", "les", "l", "en", "et"}
)
_EYES: Final = {"od": "œil droit", "og": "œil gauche", "odg": "deux yeux", "2 yeux": "deux yeux"}


class Lecture(StrEnum):
    """How a line was read."""

    ENTIERE = "entiere"  # all as expected
    PARTIELLE = "partielle"  # what is said is right, and something is missing
    NON_LUE = "non_lue"  # nothing was read where something was expected
    FAUSSE = "fausse"  # something is said that the line does not say: the one that harms


@dataclass(frozen=True, slots=True)
class Attendu:
    """A line and its expected reading: `ligne` as the reader should give it, with `non_lu` as texts only."""

    categorie: str
    rang: int
    ligne: Ligne

    @property
    def identifiant(self) -> str:
        """Give « jours-12 », which names a line in the tests."""
        return f"{self.categorie}-{self.rang}"


@dataclass(frozen=True, slots=True)
class Chiffres:
    """How many lines of a category were read entirely, in part, not at all, and falsely."""

    categorie: str
    titre: str
    lectures: Mapping[Lecture, int]

    @property
    def lignes(self) -> int:
        """Count the lines of the category."""
        return sum(self.lectures.values())


# --- reading the files ---------------------------------------------------------------


@cache
def titles() -> Mapping[str, str]:
    """Give the categories and their French titles."""
    return {path.stem: _of(str, _of(dict, load_path(path).data)["titre"]) for path in sorted(FOLDER.glob("*.yaml"))}


@cache
def read_corpus() -> tuple[Attendu, ...]:
    """Give every line of the corpus with its expected reading.

    Raises:
        ValueError: an entry does not follow the notation.
    """
    return tuple(
        Attendu(path.stem, rang, expected_line(_of(dict, entry)))
        for path in sorted(FOLDER.glob("*.yaml"))
        for rang, entry in enumerate(_of(list, _of(dict, load_path(path).data)["lignes"]), start=1)
    )


def expected_line(entry: Mapping[str, Json]) -> Ligne:
    """Give the line that an entry of a file says.

    Raises:
        ValueError: the entry does not follow the notation.
    """
    if unknown := entry.keys() - _KEYS:
        raise ValueError(f"unknown keys: {', '.join(sorted(unknown))}")
    texts = {key: _of(str, value) for key, value in entry.items() if isinstance(value, str)}
    nom = None
    if "nom" in texts:
        nom = Nom(texts["nom"], texts.get("autre"), texts.get("dosage"), texts.get("forme"))
    return Ligne(
        texts["ligne"],
        nom,
        _posology(entry, texts),
        texts.get("voie"),
        _duration(texts["duree"]) if "duree" in texts else None,
        texts.get("indication"),
        texts.get("surveillance"),
        non_lu=tuple(Part(0, 0, _of(str, one)) for one in _of(list, entry.get("non_lu", []))),
    )


def _posology(entry: Mapping[str, Json], texts: Mapping[str, str]) -> Posologie | None:
    steps = entry.get("posologie", [])
    found = Posologie(
        tuple(_step(one) for one in ([steps] if isinstance(steps, str) else _of(list, steps))),
        tuple(_maximum(_of(str, one)) for one in _of(list, entry.get("maximum", []))),
        _gap(texts["ecart"]) if "ecart" in texts else None,
        texts.get("administration"),
        texts.get("site"),
        texts.get("adaptation"),
    )
    return None if found == Posologie() else found


def _step(value: Json) -> Etape:
    if value == "arret":
        return Etape(arret=True)
    duree: DureeLue | None = None
    schemas: list[Schema] = []
    for text in [value] if isinstance(value, str) else _of(list, value):
        schema = Schema()
        for piece in _of(str, text).split(" ; "):
            if piece.startswith("duree "):
                duree = _duration(piece.removeprefix("duree "))
            else:
                schema = _with_piece(schema, piece)
        schemas.append(schema)
    return Etape(tuple(schemas), duree)


def _with_piece(schema: Schema, piece: str) -> Schema:
    """Give the regimen with one more piece of the notation."""
    if (frequence := _frequency(piece)) is not None:
        return replace(schema, frequence=frequence)
    if (jours := _days(piece)) is not None:
        return replace(schema, jours=jours)
    word, _, rest = piece.partition(" ")
    if word == "repas":
        return replace(schema, repas=rest)
    if piece == "si besoin":
        return replace(
            schema, condition=Condition(schema.condition.texte if schema.condition else None, si_besoin=True)
        )
    if piece.casefold().startswith(("si ", "en cas ")):
        return replace(schema, condition=Condition(piece, schema.condition is not None and schema.condition.si_besoin))
    return replace(schema, prises=tuple(_takes(piece)))


def _takes(text: str) -> Iterator[Prise]:
    for group in text.split(" + "):
        amount, *times = (one.strip() for one in group.split("@"))
        dose = _dose(amount) if amount else None
        yield from (_take(dose, time) for time in times)
        if not times:
            yield Prise(dose)


def _take(dose: Dose | None, time: str) -> Prise:
    hour = _HOUR.fullmatch(time)
    return Prise(dose, time) if hour is None else Prise(dose, heure=f"{int(hour[1]):02d}:{hour[2] or '00'}")


def _dose(text: str) -> Dose:
    found = _DOSE.fullmatch(text)
    if found is None:
        raise ValueError(f"not a dose: {text}")
    return Dose(_number(found[1]), _number(found[2]) if found[2] else None, found[3])


def _number(text: str) -> Fraction:
    return Fraction(text.replace(" ", "").replace(",", "."))


def _integer(text: str | None) -> int | None:
    return None if text is None else int(text)


def _frequency(piece: str) -> Frequence | None:
    if found := _FOIS.fullmatch(piece):
        return Frequence(Rythme.FOIS, Unite(found[4]), int(found[1]), _integer(found[2]), int(found[3] or 1))
    if found := _TOUTES.fullmatch(piece):
        every, most = int(found[1]), _integer(found[2])
        return Frequence(Rythme.INTERVALLE, Unite(found[3]), periode=every, periode_max=most)
    if found := _TOTAL.fullmatch(piece):
        takes, most = _integer(found[1]), _integer(found[2])
        return Frequence(Rythme.TOTAL, Unite(found[4]), takes, most, int(found[3] or 1))
    return None


def _days(piece: str) -> Jours | None:
    match piece.split():
        case [active, "sur", of]:
            jours = Jours(actifs=int(active), sur=int(of))
        case ["pairs" | "impairs"]:
            jours = Jours(parite=piece)
        case ["autres", "jours"]:
            jours = Jours(autres=True)
        case ["jours", *days]:
            jours = Jours(semaine=tuple(days))
        case ["sauf", *days]:
            jours = Jours(sauf=tuple(days))
        case ["cycle", *numbers]:
            jours = Jours(cycle=tuple(map(int, numbers)))
        case ["du", "mois", *numbers]:
            jours = Jours(du_mois=tuple(map(int, numbers)))
        case _:
            return None
    return jours


def _maximum(text: str) -> Maximum:
    amount, _, per = text.rpartition("/")
    return Maximum(_dose(amount), per)


def _gap(text: str) -> Ecart:
    number, unit = text.split(" ")
    return Ecart(_number(number), Unite(unit))


def _duration(text: str) -> DureeLue:
    duree = DureeLue()
    for piece in text.split(" ; "):
        duree = _with_length(duree, piece)
    return duree


def _with_length(duree: DureeLue, piece: str) -> DureeLue:
    """Give the duration with one more piece of the notation."""
    if found := re.fullmatch(rf"(?:(des|du) {_DATE})?(?: ?au {_DATE})?", piece):
        return replace(
            duree,
            debut=_date(found[2], found[3], found[4]) if found[1] else None,
            fin=_date(found[5], found[6], found[7]) if found[5] else None,
        )
    if found := _LENGTH.fullmatch(piece):
        compte = Compte.RESTANT if found[1] else Compte.TOTAL if found[5] else None
        most = _number(found[3]) if found[3] else None
        return replace(duree, nombre=_number(found[2]), nombre_max=most, unite=Unite(found[4]), compte=compte)
    word, _, rest = piece.partition(" ")
    match word:
        case "long" | "unique":
            return replace(duree, long_cours=word == "long", unique=word == "unique")
        case "evt":
            return replace(duree, evenement=rest)
        case "qsp":
            return replace(duree, quantite=_dose(rest))
        case "renouveler":
            return replace(duree, renouvellements=int(rest))
    raise ValueError(f"not a duration: {piece}")


def _date(day: str, month: str, year: str | None) -> FinLue:
    return FinLue(int(day), int(month), _integer(year))


def _of(kind: type[_T], value: Json) -> _T:
    if not isinstance(value, kind):
        raise ValueError(f"not a {kind.__name__}: {value}")  # noqa: TRY004 - a fault of the file, as the others
    return value


# --- comparing -----------------------------------------------------------------------


def comparable(line: Ligne) -> dict[str, object]:
    """Give what is compared of a line, by field, without what does not count (spaces of a strength…)."""
    nom, taken = line.nom, line.posologie
    if taken is not None:
        taken = replace(taken, administration=_loose(taken.administration), site=_loose(taken.site))
    return {
        "nom": nom.libelle if nom else None,
        "autre": nom.autre if nom else None,
        "dosage": nom.dosage.replace(" ", "").casefold() if nom and nom.dosage else None,
        "forme": nom.forme if nom else None,
        "posologie": None if taken == Posologie() else taken,
        "voie": line.voie,
        "duree": line.duree,
        "indication": line.indication,
        "surveillance": line.surveillance,
        "non_lu": _loose(" ".join(part.texte for part in line.non_lu)),
    }


def _loose(text: str | None) -> str | None:
    """Give the words of a text, without case, punctuation and small words; None when nothing is left."""
    words = " ".join(one for one in _WORDS.findall((text or "").casefold()) if one not in _SMALL_WORDS)
    return _EYES.get(words, words) or None


def differences(attendu: Attendu, got: Ligne) -> dict[str, tuple[object, object]]:
    """Give the fields that differ: the expected value, then the one that was read."""
    expected, read = comparable(attendu.ligne), comparable(got)
    return {field: (value, read[field]) for field, value in expected.items() if value != read[field]}


def judge(attendu: Attendu, got: Ligne) -> Lecture:
    """Tell how a line was read."""
    differing = differences(attendu, got)
    if not differing:
        return Lecture.ENTIERE
    read = {field: value for field, value in comparable(got).items() if field != "non_lu"}
    shown = _size(got.non_lu) > _size(attendu.ligne.non_lu)
    if any(not _says_less(pair[1], pair[0]) for field, pair in differing.items() if field != "non_lu") or not shown:
        return Lecture.FAUSSE
    return Lecture.PARTIELLE if any(value is not None for value in read.values()) else Lecture.NON_LUE


def _size(parts: Sequence[Part]) -> int:
    return sum(len(part.texte) for part in parts)


def _says_less(got: object, expected: object) -> bool:
    """Tell whether a value says nothing that the expected one does not."""
    if got == expected or got is None or got is False or got == ():
        return True
    if isinstance(got, tuple) and isinstance(expected, tuple):
        # days of the week that are missing change the treatment; only structures may say less
        return len(got) == len(expected) and all(_says_less(*pair) for pair in zip(got, expected, strict=True))
    if is_dataclass(got) and type(got) is type(expected):
        return all(_says_less(getattr(got, one.name), getattr(expected, one.name)) for one in fields(got))
    return False


def figures() -> tuple[Chiffres, ...]:
    """Read the whole corpus and count, by category in the order of the files' names."""
    counts: dict[str, Counter[Lecture]] = {name: Counter() for name in titles()}
    for attendu in read_corpus():
        counts[attendu.categorie][judge(attendu, read_line(attendu.ligne.texte))] += 1
    return tuple(
        Chiffres(name, title, {reading: counts[name][reading] for reading in Lecture})
        for name, title in titles().items()
    )
