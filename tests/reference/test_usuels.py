"""Our own list of usual drugs: its shape always, its facts when the official base is there.

The second half reads the published files by itself, without the product's reader: one mistake must not hide another.
That second reader, and the base's words for our forms, make this module long.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from lls_drafter.errors import ReferenceDataError
from lls_drafter.letter.text import fold
from lls_drafter.reference import usuels
from lls_drafter.reference.model import Fiche
from lls_drafter.reference.usuels import usual_fiches, usual_info, usual_names

OFFICIAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "bdpm"

AMOUNT = (
    r"\d{1,3}(?: \d{3})*(?:,\d*[1-9])? (?:mg|g|µg|UI|MUI|unités|%)"
    r"(?:/(?:(?:\d+(?:,\d+)? )?(?:mL|µL|g)|dose|h|16 h|24 h|72 h))?"
)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Read the list anew in each test, and after it."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    for read in (usuels._data, usual_fiches, usual_names, usual_info):
        read.cache_clear()


def _drugs() -> set[tuple[str, ...]]:
    return {fiche.dci for fiche in usual_fiches()}


# --- Shape ---------------------------------------------------------------------------------------------------------


def test_list_holds_the_usual_drugs() -> None:
    """At least 400 substances, and what every ward writes, under its DCI and its brand."""
    substances = {name for drug in _drugs() for name in drug}
    brands = {fiche.marque: fiche.dci for fiche in usual_fiches() if fiche.marque}

    assert len(substances) >= 400
    assert (
        set() == {"paracétamol", "apixaban", "furosémide", "insuline glargine", "oxygène", "méthotrexate"} - substances
    )
    assert ("acide acétylsalicylique",) == brands["Kardégic"]
    assert ("amoxicilline", "acide clavulanique") == brands["Augmentin"]


def test_fiches_are_ours_and_complete() -> None:
    """No laboratory's code, our name as base, a form, a route, one strength for each substance."""
    for fiche in usual_fiches():
        assert fiche.cis is None
        assert "liste lls 1" == fiche.base
        assert fiche.forme
        assert fiche.voies
        assert len(fiche.dci) == len(fiche.dosages)
        assert fiche.libelle.startswith(fiche.marque or " + ".join(fiche.dci))
        assert fiche.libelle.endswith(fiche.forme)


def test_writing_is_one_and_the_same() -> None:
    """DCI in lower case, strengths as « 2,5 mg » or « 500 mg/5 mL », ATC codes of seven signs, no stray space."""
    for fiche in usual_fiches():
        texts = (*fiche.dci, *fiche.dosages, *fiche.voies, fiche.marque or "", fiche.forme)
        assert [] == [text for text in texts if text != " ".join(text.split())]
        assert [] == [name for name in fiche.dci if name not in (name.lower(), "amphotéricine B")]
        assert [] == [text for text in fiche.dosages if text and not re.fullmatch(AMOUNT, text)]
        assert fiche.atc is None or re.fullmatch(r"[A-Z]\d\d[A-Z]{2}\d\d", fiche.atc)


def test_no_fiche_is_said_twice() -> None:
    """A drug, brand, strength, form and route stand once."""
    keys = [(f.marque, f.dci, f.dosages, f.forme, f.voies) for f in usual_fiches()]

    assert len(set(keys)) == len(keys)


def test_each_brand_follows_its_dci() -> None:
    """What is found under a brand is found under its DCI, in the same strength and form."""
    known = {(f.dci, f.dosages, f.forme, f.voies) for f in usual_fiches() if f.marque is None}

    assert set() == {(f.dci, f.dosages, f.forme, f.voies) for f in usual_fiches()} - known


def test_a_brand_or_another_name_means_one_drug() -> None:
    """No brand stands for two drugs; no other name is also a brand or a DCI of another drug."""
    brands = defaultdict(set)
    for fiche in usual_fiches():
        if fiche.marque:
            brands[fold(fiche.marque)].add(fiche.dci)
    names = set(brands) | {fold(name) for drug in _drugs() for name in drug}

    assert {} == {brand: drugs for brand, drugs in brands.items() if len(drugs) > 1}
    assert set() == names & set(usual_names())
    assert set() == set(usual_names().values()) - _drugs()
    assert ("sulfaméthoxazole", "triméthoprime") == usual_names()["cotrimoxazole"]


def test_info_says_that_the_list_is_ours() -> None:
    """The sentence to show says « non officielle » and that no dose is advised."""
    info = usual_info()

    assert info.integree
    assert "2026-11" == info.date
    assert len(usual_fiches()) == info.specialites == info.commercialisees
    assert info.attribution.startswith("Liste de lls-drafter, non officielle")
    assert "sans conseil de dose" in info.attribution


# --- Reading -------------------------------------------------------------------------------------------------------


def test_second_reading_is_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list kept in the cache is the list, and the YAML is not parsed again."""
    monkeypatch.setenv("LLS_CACHE", str(tmp_path))
    first = usual_fiches()
    (entry,) = (tmp_path / "reference").iterdir()
    former = entry.with_name("usuels-0.json")
    former.write_text("{}", encoding="utf-8")
    _forget()
    monkeypatch.setattr("lls_drafter.yaml_io.load", None)

    assert first == usual_fiches()
    assert 0o600 == entry.stat().st_mode & 0o777


@pytest.mark.parametrize("damage", [b"", b"{", b"null", b"\xff"])
def test_damaged_cache_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    """An entry that cannot be read is made again, and those of former lists go."""
    monkeypatch.setenv("LLS_CACHE", str(tmp_path))
    first = usual_fiches()
    (entry,) = (tmp_path / "reference").iterdir()
    kept = entry.read_bytes()
    entry.write_bytes(damage)
    entry.with_name("usuels-0.json").write_bytes(damage)
    _forget()

    assert first == usual_fiches()
    assert kept == entry.read_bytes()
    assert [entry] == list(entry.parent.iterdir())


def test_cache_that_cannot_be_written_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the place of the folder: the list is read all the same."""
    (tmp_path / "reference").write_text("", encoding="utf-8")
    monkeypatch.setenv("LLS_CACHE", str(tmp_path))

    assert usual_fiches()


@pytest.mark.parametrize(
    "text",
    [
        "medicaments: [",
        "version: '1'",
        "version: '1'\nmedicaments:\n  - dci: [a, b]\n    formes:\n      - {forme: x, voies: [y], dosages: [5 mg]}\n",
    ],
)
def test_damaged_list_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Broken YAML, a missing key, a strength short: the installation is told to be broken."""
    monkeypatch.setenv("LLS_CACHE", str(tmp_path))
    monkeypatch.setattr(usuels, "_FILE", tmp_path / "usuels.yaml")
    (tmp_path / "usuels.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ReferenceDataError, match="liste intégrée de médicaments inutilisable"):
        usual_fiches()


def test_missing_list_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without its list says so."""
    monkeypatch.setattr(usuels, "_FILE", tmp_path / "usuels.yaml")

    with pytest.raises(ReferenceDataError, match="liste intégrée de médicaments inutilisable"):
        usual_info()


# --- Facts, against the official base ------------------------------------------------------------------------------

# Substances that the base writes with other words than the DCI in use.
OTHER_WORDS = {
    "colécalciférol": "cholécalciférol",
    "colestyramine": "cholestyramine",
    "fer saccharose": "ferrique saccharose",
    "insuline asparte biphasique": "insuline asparte isophane biphasique",
    "insuline humaine isophane": "insuline humaine",
    "insuline lispro biphasique": "insuline lispro",
    "nirmatrelvir": "pf 07321332",
    "poudre d'opium": "opium",
    "triméthylphloroglucinol": "triméthyl phloroglucinol",
}
# Two salts of one substance, which the base counts as two.
SALT_BESIDE = {"valproate de sodium": "valproique"}
SMALL_WORDS = frozenset({"de", "d", "du", "des", "l", "la", "le"})

# Our forms by the base's words, in its form or in what follows the name's comma; a form is its own word otherwise.
FORMS = {
    "comprimé": r"^comprime(?!.*(effervesc|orodisp|liberation|gastro|croquer|sucer))",
    "comprimé à croquer": r"comprime.*(croquer|sucer|dispers)",
    "comprimé à libération modifiée": r"comprime.*liberation (prolong|modif)",
    "comprimé à libération prolongée": r"comprime.*liberation (prolong|modif)",
    "comprimé dispersible": r"comprime.*(dispers|suspension)",
    "comprimé effervescent": r"comprime.*(effervesc|dispers)",
    "comprimé orodispersible": r"orodispers",
    "comprimé gastro-résistant": r"comprime.*gastro",
    "comprimé gingival": r"^comprime",
    "comprimé sublingual": r"^comprime",
    "dispositif intra-utérin": r"dispositif|systeme",
    "dispositif transdermique": r"dispositif",
    "gel buccal": r"^gel",
    "gel ophtalmique": r"^gel",
    "gel oral": r"^gel",
    "gel transdermique": r"^gel",
    "gélule": r"^(gelule|granules en gelule)(?!.*(liberation|gastro))",
    "gélule à libération prolongée": r"gelule.*liberation|liberation.*gelule",
    "gélule gastro-résistante": r"gelule.*(gastro|modif)|gastro.*gelule",
    "gomme à mâcher": r"gomme",
    "granulés en sachet": r"granule|poudre",
    "granulés pour suspension buvable": r"granule",
    "lotion": r"lotion|solution|emulsion",
    "lyophilisat oral": r"lyophilisat",
    "pastille": r"pastille|comprime a sucer",
    "pommade ophtalmique": r"pommade",
    "poudre cutanée": r"poudre",
    "poudre effervescente pour suspension buvable": r"suspension buvable",
    "poudre nasale": r"poudre",
    "poudre pour inhalation en gélule": r"poudre pour inhal",
    "poudre pour solution buvable en sachet": r"poudre|granule",
    "poudre pour solution injectable": r"poudre|lyophilisat|usage parenteral",
    "poudre pour suspension buvable": r"suspension buvable|granule",
    "poudre pour suspension buvable en sachet": r"poudre|granule",
    "poudre pour suspension orale et rectale": r"poudre pour suspension",
    "sirop": r"sirop|solution buvable",
    "solution auriculaire": r"solution",
    "solution buccale": r"solution",
    "solution buvable": r"solution.*buvable|sirop",
    "solution buvable en gouttes": r"buvable|gouttes",
    "solution cutanée": r"solution",
    "solution nasale": r"solution|pulveris",
    "solution pour inhalation": r"inhal",
    "solution pour inhalation en flacon pressurisé": r"inhal",
    "solution pour inhalation par nébuliseur": r"nebul",
    "solution pour perfusion": r"perfusion|injectable",
    "solution pour pulvérisation buccale": r"pulveris",
    "solution à diluer pour perfusion": r"diluer|perfusion|injectable",
    "suspension injectable à libération prolongée": r"liberation|poudre|suspension|usage parenteral",
    "suspension nasale": r"pulveris|suspension",
    "suspension pour inhalation par nébuliseur": r"nebul",
    "vernis à ongles": r"vernis|filmogene",
}


class Amount(NamedTuple):
    """An amount in µg, units or per cent; `per` is what it is in: (2, "ml"), (24, "h"), (1, "dose")."""

    kind: str
    value: Fraction
    per: tuple[Fraction, str] | None


@dataclass(frozen=True, slots=True)
class Substance:
    """One active substance of a speciality: the words of its names (salt, therapeutic fraction) and its amounts."""

    names: tuple[frozenset[str], ...]
    amounts: frozenset[Amount]


@dataclass(frozen=True, slots=True)
class Speciality:
    """One marketed speciality of the base."""

    name: str
    form: str
    routes: frozenset[str]
    atc: str | None
    substances: tuple[Substance, ...]


_NUMBER = r"(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d+))?"
_UNIT = r"millions? d'u\.?i\.?|microgrammes?|m\.?u\.?i?\.?|u\.?i\.?|unites?|mg|g|µg|u|%|pour cent"
_QUANTITY = re.compile(
    rf"{_NUMBER}\s*({_UNIT})(?![a-z])(?:\s*(?:anti[- ]?xa|axa|\([^)]*\)))?"
    rf"(?:\s*(?:/|par)\s*(?:{_NUMBER})?\s*(ml|µl|microlitre|dose|pulverisation|h|heure|g)(?:s\b|\b))?"
)
_SHARED_UNIT = re.compile(r"(\d+(?:[.,]\d+)?(?:/\d+(?:[.,]\d+)?)+)\s*(microgrammes|mg)( par dose|/dose)?")
_MICROGRAMS = {"g": 1_000_000, "mg": 1_000, "µg": 1, "microgramme": 1, "microgrammes": 1}


def _value(whole: str, decimals: str | None) -> Fraction:
    return Fraction(f"{whole.replace(' ', '')}.{decimals or 0}")


@cache
def _amounts(text: str) -> frozenset[Amount]:
    """Give the amounts written in a text of the base or of ours."""
    text = fold(text).replace("μ", "µ")
    found: set[Amount] = set()
    for shared in _SHARED_UNIT.finditer(text):  # « 160/12,5 mg »
        for number in shared[1].split("/"):
            found |= _amounts(f"{number} {shared[2]}{shared[3] or ''}")
    for match in _QUANTITY.finditer(text):
        value, unit = _value(match[1], match[2]), match[3].replace(".", "")
        kind = "µg" if unit in _MICROGRAMS else "%" if unit in {"%", "pour cent"} else "unité"
        value *= _MICROGRAMS.get(unit, 1_000_000 if unit.startswith(("million", "mu")) else 1)
        per = None
        if match[6]:
            per = (_value(match[4], match[5]) if match[4] else Fraction(1), match[6])
            if per[1] in {"µl", "microlitre"}:
                per = (per[0] / 1000, "ml")
            per = (per[0], {"heure": "h", "pulverisation": "dose"}.get(per[1], per[1]))
        found.add(Amount(kind, value, per))
    return frozenset(found)


def _component_amounts(strength: str, reference: str) -> Iterator[Amount]:
    """Give the amounts of a component: its strength, and its strength in what it refers to."""
    reference = fold(reference)
    volume = re.search(rf"(?:{_NUMBER})?\s*(ml|g|litre)\b", reference)
    for amount in _amounts(strength):
        yield amount
        if volume:
            per = _value(volume[1], volume[2]) if volume[1] else Fraction(1)
            unit = {"litre": "ml"}.get(volume[3], volume[3])
            per *= 1000 if volume[3] == "litre" else 1
            yield Amount(amount.kind, amount.value, (per, unit))
        if re.search(r"dose|pulveri|inhal", reference):
            yield Amount(amount.kind, amount.value, (Fraction(1), "dose"))


def _agrees(ours: str, forme: str, component: frozenset[Amount], label: frozenset[Amount]) -> bool:
    """Tell whether a strength of ours is that of a component, or is in the speciality's name."""
    if not ours:
        return True
    (wanted,) = _amounts(ours)
    known = component | label
    same = [amount for amount in known if amount.kind == wanted.kind]
    if wanted in known:
        agrees = True
    elif wanted.kind == "%":
        agrees = any(a.kind == "µg" and a.per and a.value / a.per[0] == wanted.value * 10_000 for a in known)
    elif wanted.per is None:  # a pen or a syringe of 300 µg: « 300 µg/0,3 mL »
        agrees = "injectable" in forme and any(amount.value == wanted.value for amount in same)
    elif wanted.per[1] == "dose":  # « 200 microgrammes/6 microgrammes par dose »
        agrees = Amount(wanted.kind, wanted.value, None) in label
    elif wanted.per[0] != 1 and not re.search("buvable|sirop", forme):  # an ampoule is not another ampoule
        agrees = False
    else:
        ratio = wanted.value / wanted.per[0]
        agrees = Amount("%", ratio / 10_000, None) in known
        agrees |= any(a.per and a.per[1] == wanted.per[1] and a.value / a.per[0] == ratio for a in same)
    return agrees


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", fold(text))) - SMALL_WORDS


def _head(text: str) -> str:
    """Give a name as brands are compared: « L.P. » is « lp », hyphens are spaces."""
    return fold(text).replace(".", "").replace("-", " ")


@dataclass(frozen=True, slots=True)
class Base:
    """The marketed specialities of the official base, by the words of their substances."""

    by_word: Mapping[str, frozenset[Speciality]]

    def find(self, fiche: Fiche) -> list[Speciality]:
        """Give the specialities with the fiche's substances and no other, its strengths, its form and one route."""
        wanted = [_words(OTHER_WORDS.get(name, name)) for name in fiche.dci]
        holders = frozenset.intersection(*(self.by_word.get(word, frozenset()) for words in wanted for word in words))
        return [speciality for speciality in holders if self._is(speciality, fiche, wanted)]

    @staticmethod
    def _is(speciality: Speciality, fiche: Fiche, wanted: list[frozenset[str]]) -> bool:
        beside = SALT_BESIDE.get(fiche.dci[0], "")
        others = [s for s in speciality.substances if not (beside and any(beside in name for name in s.names))]
        chosen = []
        for words in wanted:
            holding = [s for s in others if any(words <= name for name in s.names)]
            if not holding:
                return False
            chosen.append(min(holding, key=lambda s: min(len(n - words) for n in s.names if words <= n)))
        if len(others) != len(set(chosen)) or not _right_form(fiche.forme, speciality):
            return False
        if not speciality.routes & set(fiche.voies):
            return False
        label = _amounts(speciality.name)
        return all(
            _agrees(strength, fiche.forme, substance.amounts, label)
            for strength, substance in zip(fiche.dosages, chosen, strict=True)
        )


def _right_form(forme: str, speciality: Speciality) -> bool:
    pattern = FORMS.get(forme, "injectable" if "injectable" in forme else re.escape(fold(forme).split(" en ")[0]))
    return any(re.search(pattern, text.strip()) for text in (speciality.form, speciality.name.partition(",")[2]))


def _rows(name: str) -> Iterator[list[str]]:
    for line in (OFFICIAL / name).read_text("cp1252").splitlines():
        if line.strip():
            yield line.rstrip("\r").split("\t")


@pytest.fixture(scope="module")
def base() -> Base:
    """The official base, read once."""
    if not (OFFICIAL / "CIS_bdpm.txt").exists():
        pytest.skip("reference data not beside the project")
    atc = {row[0]: row[1] for row in _rows("CIS_MITM.txt") if len(row[1]) == 7}
    parts: dict[str, dict[tuple[str, str], list[list[str]]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows("CIS_COMPO_bdpm.txt"):
        parts[row[0]][row[1], row[7]].append(row)
    by_word: dict[str, set[Speciality]] = defaultdict(set)
    for cis, name, form, routes, _, procedure, state, *_ in _rows("CIS_bdpm.txt"):
        if state != "Commercialisée" or "homéo" in procedure:
            continue
        substances = tuple(
            Substance(
                tuple(_words(row[3]) for row in rows),
                frozenset(amount for row in rows for amount in _component_amounts(row[4], row[5])),
            )
            for rows in parts[cis].values()
        )
        ways = frozenset(routes.replace("voie buccale autre", "buccale").split(";"))
        speciality = Speciality(fold(name), fold(form), ways, atc.get(cis), substances)
        for word in {word for substance in substances for name_ in substance.names for word in name_}:
            by_word[word].add(speciality)
    return Base({word: frozenset(found) for word, found in by_word.items()})


def test_each_drug_is_sold_in_each_strength_and_form(base: Base) -> None:
    """No substance, strength, form or route of the list is invented: a marketed speciality has them together."""
    missing = [fiche.libelle for fiche in usual_fiches() if fiche.marque is None and not base.find(fiche)]

    assert [] == missing


def test_each_brand_is_sold_in_each_strength_and_form(base: Base) -> None:
    """No brand is given to another drug, nor a strength or form to a brand that has it not."""
    missing = []
    for fiche in usual_fiches():
        if fiche.marque:
            head = re.compile(rf"{re.escape(_head(fiche.marque))}(?=$|[ ,/])")
            if not any(head.match(_head(speciality.name)) for speciality in base.find(fiche)):
                missing.append(fiche.libelle)

    assert [] == missing


def test_each_atc_code_is_the_official_one(base: Base) -> None:
    """Where the base has a full ATC code for the drug in that form and strength, ours is one of them."""
    wrong = []
    for fiche in usual_fiches():
        if fiche.marque is None and fiche.atc:
            official = {speciality.atc for speciality in base.find(fiche) if speciality.atc}
            if official and fiche.atc not in official:
                wrong.append((fiche.libelle, fiche.atc, official))

    assert [] == wrong


@pytest.mark.parametrize(
    "wrong",
    [
        Fiche("", ("apixaban",), ("10 mg",), None, "comprimé", ("orale",)),
        Fiche("", ("apixaban",), ("5 mg",), None, "gélule", ("orale",)),
        Fiche("", ("apixaban",), ("5 mg",), None, "comprimé", ("rectale",)),
        Fiche("", ("apixabane",), ("5 mg",), None, "comprimé", ("orale",)),
        Fiche("", ("valsartan",), ("25 mg",), None, "comprimé", ("orale",)),
        Fiche("", ("furosémide",), ("20 mg/4 mL",), None, "solution injectable", ("intraveineuse",)),
    ],
)
def test_what_does_not_exist_is_not_found(base: Base, wrong: Fiche) -> None:
    """The comparison itself can fail: another strength, form, route, name, volume, or a part of a combination."""
    assert [] == base.find(wrong)
