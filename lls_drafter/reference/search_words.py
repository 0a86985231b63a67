"""How names of drugs are cut into words for searching and comparing: accents, case, hyphens and salts aside.

A query and an index are cut by the same functions; what is written here decides what « the same name » means.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from lls_drafter.letter.text import fold

_TOKEN = re.compile(r"[a-z][a-z0-9]*|[0-9]+(?:[.,][0-9]+)*[a-z]*")
_MOST_KEPT: Final = 20_000  # texts that stay cut, while an index is made
_ELISION = re.compile(r"\b[dl]'")
LINKS: Final = frozenset({"au", "aux", "de", "des", "du", "en", "et", "la", "le", "les", "ou", "par", "pour"})

# Acids that only make a base soluble: the drug is the base (« chlorhydrate de tramadol »).
_ACIDS: Final = frozenset({
    "acetate", "besilate", "bisulfate", "bitartrate", "bromhydrate", "bromure", "camphosulfonate", "chlorhydrate",
    "chlorure", "citrate", "dichlorhydrate", "digluconate", "dihydrogenophosphate", "diisethionate", "dimesilate",
    "esilate", "etilsulfate", "fumarate", "gluconate", "hemifumarate", "hemisuccinate", "hemitartrate",
    "hydrogenofumarate", "hydrogenomaleate", "hydrogenosuccinate", "hydrogenosulfate", "hydrogenotartrate", "iodure",
    "isethionate", "lactate", "malate", "maleate", "mesilate", "metasulfobenzoate", "methanesulfonate",
    "metilsulfate", "monochlorhydrate", "nitrate", "oxalate", "pamoate", "phosphate", "succinate", "sulfate",
    "tartrate", "tosilate",
})  # fmt: skip
# Of these the acid's salt is the drug itself: nothing is set aside (« chlorure de potassium », « sulfate de zinc »).
_METALS: Final = frozenset({
    "aluminium", "ammonium", "argent", "baryum", "bismuth", "calcium", "chrome", "cobalt", "cuivre", "fer", "ferreux",
    "ferrique", "lanthane", "lithium", "magnesium", "manganese", "or", "potassium", "selenium", "sodium", "strontium",
    "zinc",
})  # fmt: skip
_TAILS: Final = frozenset({
    "anhydre", "arginine", "axetil", "base", "calcique", "cilexetil", "dihydrate", "dihydratee", "dipotassique",
    "disodique", "dessechee", "erbumine", "etexilate", "hemihydrate", "hemihydratee", "heptahydrate", "hexahydrate",
    "hydrate", "hydratee", "magnesique", "medoxomil", "micronise", "micronisee", "monohydrate", "monohydratee",
    "monosodique", "olamine", "pentahydrate", "pivoxil", "potassique", "proxetil", "racemique", "recombinant",
    "recombinante", "sesquihydrate", "sodique", "tetrahydrate", "tosilate", "trihydrate", "trihydratee",
    "trometamol", "tromethamine",
})  # fmt: skip
# The salt decides how these are used: they keep it.
_KEEP: Final = frozenset({"heparine"})
# Esters are drugs of their own; people still say the name of the molecule alone.
_ESTERS: Final = frozenset({
    "aceponate", "acetonide", "benzoate", "butyrate", "caproate", "decanoate", "dipropionate", "enantate", "furoate",
    "hexacetonide", "palmitate", "pivalate", "propionate", "undecanoate", "undecylate", "valerate",
    "alafenamide", "disoproxil", "mofetil",
})  # fmt: skip
# One drug under its acid and its salts, which national data mix in one tablet.
_SAME_ACID: Final = {
    "alendronate": "acide alendronique",
    "clavulanate": "acide clavulanique",
    "folinate": "acide folinique",
    "fusidate": "acide fusidique",
    "ibandronate": "acide ibandronique",
    "pamidronate": "acide pamidronique",
    "risedronate": "acide risédronique",
    "valproate": "acide valproïque",
    "zoledronate": "acide zolédronique",
}
# Words that name no drug by themselves.
GENERIC_WORDS: Final = (
    _ACIDS | _TAILS | _ESTERS | LINKS | {"acide", "concentrat", "forme", "humain", "humaine", "preparation"}
)

# Word of a form, a route or a release -> what people type for it.
_SHORT_FORMS: Final = {
    "comprime": ("cp", "cpr", "comp"),
    "gelule": ("gel", "gell"),
    "orodispersible": ("oro",),
    "solution": ("sol",),
    "injectable": ("inj",),
    "perfusion": ("perf",),
    "transdermique": ("patch",),
    "intraveineuse": ("iv",),
    "intramusculaire": ("im",),
    "cutanee": ("sc",),
    "suppositoire": ("suppo",),
    "nebuliseur": ("aerosol", "nebulisation"),
    "inhalation": ("inhal", "inhalateur", "spray"),
    "orale": ("po",),
    "prolongee": ("lp",),
    "modifiee": ("lm",),
}


@lru_cache(maxsize=_MOST_KEPT)
def words(text: str) -> tuple[str, ...]:
    """Give the words and numbers of a text, in order; « 5mg » is one, « co-aprovel » two, « d'alfuzosine » one.

    A letter alone is a word: « vitamine A » and « vitamine D » are not the same name.
    """
    return tuple(_TOKEN.findall(without_elisions(text)))


def without_elisions(text: str) -> str:
    """Give a text for cutting into words: folded, without « d' » and « l' », « L.P. » as « lp », one sign for micro."""
    plain = fold(text).replace("l.p.", "lp").replace("μ", "u").replace("\x00", " ")
    return _ELISION.sub(" ", plain)


def name_words(text: str) -> tuple[str, ...]:
    """Give the words of a name without the small words that link them; all of them when there are only such words."""
    every = words(text)
    return tuple(word for word in every if word not in LINKS) or every


def bag(found: Iterable[str]) -> str:
    """Give the key of a name in any order: « acide clavulanique + amoxicilline » is « amoxicilline, acide … »."""
    return " ".join(sorted(found))


def compact(found: Iterable[str]) -> str:
    """Give the key of a name however it is cut: « solu-medrol », « Solu Medrol » and « solumedrol »."""
    return "".join(found)


@lru_cache(maxsize=_MOST_KEPT)
def usual_name(dci: str) -> str:
    """Give a substance as people say it: without salt, water or « base », unless the salt is the drug.

    « chlorhydrate de tramadol » gives « tramadol »; « chlorure de potassium » stays; « valproate de sodium » gives
    « acide valproïque »; the esters (« propionate de fluticasone ») stay, being other drugs than their base.
    """
    parts = dci.replace("’", "'").replace("d'", "d' ").split()
    folded = [fold(part) for part in parts]
    while True:
        start, end = _without_acid(folded), _without_tail(folded)
        if start:
            parts, folded = parts[start:], folded[start:]
        elif end < len(folded):
            parts, folded = parts[:end], folded[:end]
        else:
            break
    if folded and folded[0] in _SAME_ACID and (len(folded) == 1 or folded[-1] in _METALS):
        return _SAME_ACID[folded[0]]
    return " ".join(parts).replace("d' ", "d'").strip(" ,")


def _without_acid(folded: list[str]) -> int:
    """Give how many words at the start only say the salt (« chlorhydrate de »), 0 when they say the drug."""
    for position, word in enumerate(folded[:3]):
        rest = folded[position + 1 :]
        if word in {"de", "d'", "du"}:
            only_salt = position > 0 and folded[0] in _ACIDS and bool(rest) and rest[0] not in _METALS
            return position + 1 if only_salt else 0
    return 0


def _without_tail(folded: list[str]) -> int:
    """Give where the name ends before its salt or its water (« losartan | potassique »)."""
    if len(folded) < 2 or folded[-1].strip(",") not in _TAILS or folded[0] in _KEEP:
        return len(folded)
    alone = len(folded) == 2 and folded[0].endswith(("ate", "ite", "ure", "yde"))
    return len(folded) if alone or folded[-2] in LINKS | {"d'"} else len(folded) - 1


def bare_name(dci: str) -> str:
    """Give the molecule of an ester (« fluticasone » for « propionate de fluticasone »), else its usual name."""
    usual = usual_name(dci)
    kept = [word for word in usual.replace("d'", "d' ").split() if fold(word) not in _ESTERS | {"de", "d'"}]
    is_ester = any(word in _ESTERS for word in words(usual))
    return " ".join(kept) if is_ester and kept else usual


def without_salts(found: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words of a typed name without its salts; the same words when what would be left is a metal or none."""
    rest = tuple(word for word in found if word not in _ACIDS and word not in _TAILS)
    return rest if rest and not _METALS.intersection(rest) else found


def form_words(*texts: str) -> frozenset[str]:
    """Give the words of a form and of routes, with what people type for them (« cp », « gel », « LP », « IV »)."""
    found = {word for text in texts for word in words(text.replace("(e)", ""))} - LINKS - {"a"}
    short = {typed for word in found for typed in _SHORT_FORMS.get(word, ())}
    return frozenset(found | short)


def form_is(typed: Iterable[str], known: frozenset[str]) -> bool:
    """Tell whether each typed word of a form begins one of its words (« comp eff » for « comprimé effervescent »)."""
    return all(any(one.startswith(word) for one in known) for word in typed)
