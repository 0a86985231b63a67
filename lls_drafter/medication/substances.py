"""Names of drugs as they are compared: « chlorhydrate de tramadol » and « tramadol » are one substance.

A salt that only makes a base soluble is left out. What makes another drug stays: metals (« chlorure de potassium »),
esters (« décanoate d'halopéridol »), the two heparins. Nothing is matched on likeness of spelling.
"""

import re
from enum import IntEnum
from functools import lru_cache
from typing import Final

from lls_drafter.letter.text import fold
from lls_drafter.medication.presentation import FORM, QUANTITY

_CACHED: Final = 2048  # names: a letter has some forty, rules ask for them at each key

# Acids that only make a base soluble.
_ACIDS: Final = frozenset({
    "acetate", "benzenesulfonate", "besilate", "bisulfate", "bitartrate", "bromhydrate", "bromure", "camphosulfonate",
    "chlorhydrate", "chlorure", "citrate", "dichlorhydrate", "digluconate", "dimesilate", "esilate", "fumarate",
    "gluconate", "hemifumarate", "hemisuccinate", "hemisulfate", "hemitartrate", "hydrogenofumarate",
    "hydrogenomaleate", "hydrogenosuccinate", "hydrogenosulfate", "hydrogenotartrate", "isethionate", "lactate",
    "malate", "maleate", "mesilate", "methanesulfonate", "metilsulfate", "monochlorhydrate", "nitrate", "oxalate",
    "phosphate", "succinate", "sulfate", "tartrate", "tosilate", "trichlorhydrate",
})  # fmt: skip
# Of these, the salt is the drug.
_METALS: Final = frozenset({
    "aluminium", "ammonium", "argent", "baryum", "bismuth", "calcium", "chrome", "cobalt", "cuivre", "fer", "ferreux",
    "ferrique", "lanthane", "lithium", "magnesium", "manganese", "or", "potassium", "selenium", "sodium", "strontium",
    "zinc",
})  # fmt: skip
_TAILS: Final = frozenset({
    "anhydre", "arginine", "axetil", "base", "calcique", "cilexetil", "dihydrate", "dipotassique", "disodique",
    "erbumine", "etexilate", "hemihydrate", "hydrate", "magnesique", "medoxomil", "monohydrate", "monosodique",
    "olamine", "potassique", "proxetil", "sodique", "tert-butylamine", "tosilate", "trihydrate", "trometamol",
})  # fmt: skip
_TWO_DRUGS: Final = frozenset({"heparine"})
"""Their salts are two drugs, given by two routes."""
# Their esters are other drugs, or last longer; people also say the name of the molecule alone.
_ESTERS: Final = frozenset({
    "aceponate", "acetonide", "alafenamide", "benzoate", "butyrate", "caproate", "decanoate", "dipropionate",
    "disoproxil", "embonate", "enantate", "furoate", "hexacetonide", "mofetil", "palmitate", "pamoate", "pivalate",
    "propionate", "undecanoate", "undecylate", "valerate",
})  # fmt: skip
_WITH_ESTERS: Final = frozenset({
    "betamethasone", "dexamethasone", "hydrocortisone", "methylprednisolone", "prednisolone", "triamcinolone",
})  # fmt: skip
"""Molecules of which the phosphate, the succinate and the acetate are esters, given by other routes."""
# One drug under its acid and its salts.
_SAME_ACID: Final = {
    "alendronate": "acide alendronique",
    "clavulanate": "acide clavulanique",
    "folinate": "acide folinique",
    "fusidate": "acide fusidique",
    "ibandronate": "acide ibandronique",
    "pamidronate": "acide pamidronique",
    "risedronate": "acide risedronique",
    "valproate": "acide valproique",
    "zoledronate": "acide zoledronique",
}
_LINKS: Final = frozenset({"d'", "de", "du"})
_WATER = re.compile(r"\((?:\w*hydrate?e?s?|anhydre)\)")
_INVERTED = re.compile(r"(?P<base>[^()]+?) \((?P<salt>[^()]*?\b(?:de|d'|acide))\)(?P<rest>.*)")
# « A/Victoria/4897 » and « 130/0,4 » are one name each.
_SEPARATOR = re.compile(r"\s*\+\s*|(?<=[a-z]{3})\s*/\s*(?=[a-z]{3})|\s+et\s+")

# Drugs whose brand is always printed: changing it is not the same as changing laboratory. Our own list.
# Source: project's decision (insulins, biologics, tacrolimus, levothyroxine, antiepileptics).
_BRAND_ATC: Final = ("A10A", "B03XA", "H03AA01", "L01F", "L03A", "L04AB", "L04AC", "L04AD02", "L04AG", "N03A")
_BRAND_NAMES: Final = frozenset({
    "acide valproique", "brivaracetam", "carbamazepine", "clobazam", "clonazepam", "eslicarbazepine", "ethosuximide",
    "felbamate", "fosphenytoine", "gabapentine", "lacosamide", "lamotrigine", "levetiracetam", "levothyroxine",
    "oxcarbazepine", "perampanel", "phenobarbital", "phenytoine", "pregabaline", "primidone", "rufinamide",
    "stiripentol", "tacrolimus", "tiagabine", "topiramate", "vigabatrine", "zonisamide",
})  # fmt: skip
_BRAND_SHAPES = re.compile(r"^insuline\b|(?:mab|cept|grastim|poetine)(?: \w+)?$")


class Parente(IntEnum):
    """How two drugs are related by their substances, from nothing in common to the same."""

    AUCUNE = 0
    COMMUNE = 1  # one substance at least in both: a combination parted, merged or changed
    ESTER = 2  # the same molecules under other esters
    MEME = 3  # the same, or one side does not say which ester


@lru_cache(_CACHED)
def substances(dci: str) -> tuple[str, ...]:
    """Give the substances that a DCI names, in its order, as they are compared: folded, without salt.

    « Amoxicilline + acide clavulanique » gives two; a strength after a name is left out.
    """
    text = QUANTITY.sub(_kept_in_a_name, fold(dci))
    names = (substance(part) for part in _SEPARATOR.split(text))
    return tuple(dict.fromkeys(name for name in names if name))


def _kept_in_a_name(found: re.Match[str]) -> str:
    """Leave a number without unit where it is: « macrogol 4000 » is not « macrogol 3350 »."""
    text = found[0]
    return text if text.replace(" ", "").replace("/", "").replace(",", "").isdigit() else " "


@lru_cache(_CACHED)
def substance(name: str) -> str:
    """Give one substance as it is compared, folded, without its salt, its water nor « base »."""
    text = " ".join(_WATER.sub(" ", fold(name)).split()).strip(" ,.;-")
    if found := _INVERTED.fullmatch(text):
        text = f"{found['salt']} {found['base']}{found['rest']}"
    words = text.replace("d'", "d' ").split()
    while (shorter := _without_tail(_without_acid(words))) != words:
        words = shorter
    if words and words[0] in _SAME_ACID and (len(words) == 1 or words[-1] in _METALS or words[-1] in _TAILS):
        return _SAME_ACID[words[0]]
    return " ".join(words).replace("d' ", "d'").strip(" ,.;-")


def _without_acid(words: list[str]) -> list[str]:
    """Take « chlorhydrate de » from the start, unless the salt, or the ester, is the drug."""
    for place, word in enumerate(words[:3]):
        rest = words[place + 1 :]
        if word in _LINKS:
            only_salt = place > 0 and words[0] in _ACIDS and bool(rest)
            return rest if only_salt and rest[0] not in _METALS | _WITH_ESTERS else words
    return words


def _without_tail(words: list[str]) -> list[str]:
    """Take the salt or the water from the end: « losartan potassique », « amlodipine bésilate »."""
    if len(words) < 2 or words[0] in _TWO_DRUGS | _METALS or words[-2] in _LINKS:
        return words
    named_by_salt = len(words) == 2 and words[0].endswith(("ate", "ite", "ure", "yde"))
    salt = words[-1] in _TAILS or (words[-1] in _ACIDS and words[0] not in _WITH_ESTERS)
    return words[:-1] if salt and not named_by_salt else words


@lru_cache(_CACHED)
def molecule(name: str) -> str:
    """Give the molecule of a `substance`: « fluticasone » for « propionate de fluticasone », itself most often."""
    words = name.replace("d'", "d' ").split()
    ester = any(word in _ESTERS for word in words) or (len(words) > 1 and not _WITH_ESTERS.isdisjoint(words))
    kept = [word for word in words if word not in _ESTERS | _LINKS and not (ester and word in _ACIDS)]
    return " ".join(kept) if ester and kept else name


def relate(one: frozenset[str], other: frozenset[str]) -> Parente:
    """Tell how two sets of `substances` are related; an empty set is related to none.

    Minerals do not make two combinations alike: potassium chloride is in laxatives too.
    """
    if not one or not other:
        return Parente.AUCUNE
    if one == other:
        return Parente.MEME
    bare, other_bare = frozenset(map(molecule, one)), frozenset(map(molecule, other))
    if bare == other_bare:
        unsaid = all(name in bare for name in one - other) or all(name in bare for name in other - one)
        return Parente.MEME if unsaid else Parente.ESTER
    return Parente.COMMUNE if any(not is_mineral(name) for name in bare & other_bare) else Parente.AUCUNE


def is_mineral(name: str) -> bool:
    """Tell whether a `substance` is a metal or its salt."""
    return not _METALS.isdisjoint(name.replace("d'", "d' ").split())


@lru_cache(_CACHED)
def label_name(libelle: str) -> str:
    """Give the name in a label, folded, without strengths nor form: « Lasilix 40 mg, comprimé » gives « lasilix »."""
    whole = fold(libelle)
    name = _head(" ".join(QUANTITY.sub(" ", whole).split()))
    # « A 313 » is a name with its number
    return name if sum(letter.isalpha() for letter in name) > 2 else _head(whole)


def _head(text: str) -> str:
    """Give what comes before a comma, a bracket or a form; a text that begins with a form is all name."""
    found = FORM.search(text)
    return (text[: found.start()] if found and found.start() else text).strip(" ,.;:-+/")


def brand_matters(atc: str | None, names: frozenset[str]) -> bool:
    """Tell whether a drug is one whose brand is always printed, by its ATC code or by its `substances`."""
    if (atc or "").startswith(_BRAND_ATC):
        return True
    return any(molecule(name) in _BRAND_NAMES or _BRAND_SHAPES.search(name) is not None for name in names)
