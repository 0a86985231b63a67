"""The words of the national base as people write them: substances in lower case, brands as printed, plain text."""

import re
from collections.abc import Iterable

from lls_drafter.letter.text import clean_text, fold


def _words(text: str) -> frozenset[str]:
    """Give the words of a list, folded."""
    return frozenset(fold(text).split())


_SUPERSCRIPT = re.compile(r"<sup>\s*([0-9+-]*)\s*</sup>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")

# « CLAVULANIQUE (ACIDE) », « CETIRIZINE (DICHLORHYDRATE DE) », « SODIUM (CHLORURE DE) ».
_INVERTED = re.compile(r"([^()]+?) \(([^()]*?(?:\bde|\bd'|\bacide))\)(.*)")
_ELISION = re.compile(r"\bde (?=[aeiouéèêâîô])")
# What keeps its capitals in a substance's name: roman numbers, vitamins and factors, codes with a figure.
_KEPT = re.compile(r"(?<![\w'])(?:x{0,1}(?:ix|iv|v?i{1,3})|[a-z]{0,2}\d[a-z\d/-]*)(?!\w)")
# So do single letters (« hépatite B », « facteur X », « anti-D »), but for « a », « à », « d' », « l' » and « y ».
_LETTER = re.compile(r"(?<![\w'])(?:[b-xz]|(?<=type )a|(?<=hépatite )a|(?<=vitamine )a|(?<=groupe )[ay])(?![\w'])")
_STRAIN = re.compile(r"(?<!\w)[ab]/\w")  # « A/Victoria/4897/2022 »

_WATER = r"(?:an|mono|di|tri|tétra|penta|hexa|hepta|hémi|sesqui)?hydratée?|hydraté?e|anhydre"
_CATION = r"(?:mono|di|tri)?(?:sodique|potassique|calcique|magnésique|lysine)"
_AFTER = re.compile(
    rf" (?:\((?:{_WATER})\)|{_WATER}|cristallisée?|base|élément|pour préparations homéopathiques"
    r"|(?<=montélukast )acide|cilexétil|étexilate|médoxomil|proxétil|axétil|(?<=[a-z] )recombinante)$"
)
_SALT_AFTER = re.compile(rf"(\w+(?<!at)(?<!ate)) (?:{_CATION})")
_ACIDS = (
    "chlorhydrate|monochlorhydrate|dichlorhydrate|trichlorhydrate|bromhydrate|maléate|hydrogénomaléate|fumarate|"
    "fumarate acide|hydrogénofumarate|hémifumarate|tartrate|hydrogénotartrate|bitartrate|tartrate acide|mésilate|"
    "bésilate|tosilate|oxalate|malate|succinate|hydrogénosuccinate|hémisuccinate|citrate|nitrate|sulfate|hémisulfate|"
    "oxalate acide|bromure|métilsulfate|diiséthionate|iséthionate|gluconate|digluconate|embonate|pamoate|lactate|"
    "phosphate"
)
# Bases and alcohols whose salt is the very drug: no metal, nor what is named by its salt.
_NAMED_BY_SALT = _words(
    "sodium potassium calcium magnésium lithium zinc cuivre fer argent aluminium manganèse strontium bismuth "
    "ammonium baryum sélénium cobalt chrome lanthane diméthyle hydrogène azote amyle protamine gallium indium "
    "dexaméthasone bétaméthasone prednisolone méthylprednisolone hydrocortisone estramustine fludarabine "
    "clindamycine étoposide fosphénytoïne halopéridol triéthylcholine olanzapine lanréotide triptoréline potasse "
    "chondroïtine glucosamine dermatane tétradécyl sodique ferreux "
    "bétaïne caféine adrénaline noradrénaline"
)
# An ester is another drug, or another duration (halopéridol and its décanoate): its name is kept, except where
# the drug exists under no other form and is called by its bare name.
_BARE = {
    "acétate": "abiratérone cyprotérone flécaïnide leuproréline ulipristal eslicarbazépine glatiramère caspofungine "
    "médroxyprogestérone chlormadinone nomégestrol mégestrol desmopressine octréotide cétrorélix ganirélix guanabenz "
    "fludrocortisone noréthistérone",
    "chlorure": "trospium suxaméthonium mivacurium",
    "dipropionate": "béclométasone",
    "furoate": "mométasone",
    "pivalate": "tixocortol",
    "propionate": "clobétasol",
}
_SALT_BEFORE = re.compile(rf"(?:{_ACIDS}) (?:de |d')(?P<base>.+)")
_ESTER_BEFORE = re.compile(rf"(?P<sel>{'|'.join(_BARE)}) (?:de |d')(?P<base>.+)")

# Two spellings of one name in the same files.
_SPELLINGS = {
    "béclométhasone": "béclométasone",
    "peginterféron": "péginterféron",
    "poliomyelitique": "poliomyélitique",
    "ursodéoxycholique": "ursodésoxycholique",
}

_OTHER_NAMES = {"vitamine c": "acide ascorbique", "vitamine d3": "cholécalciférol"}

_PROLONGED = re.compile(r"\bL\.? ?P\b\.?")
# « 100 000 UI », « 12 500 UI »; not « MIX 25 100 UI » nor « D3 500 mg », whose first digits are of the name.
_THOUSANDS = re.compile(r"(?:(?<=^\d)|(?<=\s\d)|(?<=\s\d\d)|(?<=\s\d\d\d))[ \u00a0\u202f](?=(?!100)\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:[.,-]\d+)*")
_OTHER_UNIT = re.compile(
    r"(?:[àx-]|m?u(?:ik)?\.?|unites|sq-\w+|u\.i\.|nk|bar|microlitres?|microgrammes?\w*)(?:/|$)", re.IGNORECASE
)
_SUBSTANCES_LIST = re.compile(r"[A-Z]{3,}/[A-Z]{3,}.*")
_CAPITALS = frozenset({"LP", "LI", "SR", "XR", "XL", "CR", "IV", "IM", "SC", "TTS", "HCT", "OROS", "II", "III", "UD"})
_FOR_WHOM = _words(
    "adulte adultes enfant enfants nourrisson nourrissons bebe bebes et ou a l' pour sans sucre conservateur arome "
    "conseil"
)
_SMALL = _words(
    "faible fort forte et de du des la le les sans sucre adulte adultes enfant enfants nourrisson nourrissons bebe "
    "rhume jour nuit grippe toux seche grasse allergie mal gorge menthe citron orange fraise gouttes"
)
_STRENGTH_WORD = re.compile(r"\d[\d,.]*(?:/[\d,./]*)?")
_UNIT_WORD = re.compile(
    r"(?i)(?:mg|g|[µμ]g|microgrammes?|ml|l|ui|u\.i\.|m\.?u\.?i\.?|unités?|mmol|meq|mbq|gbq|kbq|%|pour|pourcent|millions?|"
    r"ppm|ir|x|ch|dh|kcal|milligrammes?|grammes?)(?:[/,.(].*)?"
)
_GLUED = re.compile(r"(?i)\d[\d,./]*(?:mg|g|microgrammes?|ml|ui|unités|mmol|%).*")


def plain(text: str) -> str:
    """Give a cell without HTML, its exponents raised (10<sup>6</sup> is 10⁶, never 106), its spaces single."""
    if "<" in text:
        text = _SUPERSCRIPT.sub(lambda found: found[1].translate(_RAISED), text)
        text = _TAG.sub(" ", text)
    return " ".join(clean_text(text).split())


def substance(name: str) -> str:
    """Give a substance as people name it: « CHLORHYDRATE DE TRAMADOL » is « tramadol ».

    Left out: water, the base's mention, and the salt where it changes nothing to the name in use. Kept: mineral salts
    (« chlorure de potassium ») and esters (« décanoate d'halopéridol »), which are other drugs.
    """
    text = plain(name).lower().replace("’", "'").replace(" ,", ",")
    while found := _INVERTED.fullmatch(text):
        joint = "" if found[2].endswith("'") else " "
        text = " ".join(f"{found[2]}{joint}{found[1]}{found[3]}".split())
        text = _ELISION.sub("d'", text)
    text = " ".join(_SPELLINGS.get(word, word) for word in text.removeprefix("solution de ").split())
    text = _bare(text)
    text = _OTHER_NAMES.get(text, text)
    text = _KEPT.sub(lambda found: found[0].upper(), text)
    text = _STRAIN.sub(lambda found: found[0].upper(), text)
    return _LETTER.sub(lambda found: found[0].upper(), text)


def _bare(text: str) -> str:
    """Give a substance less its water and its salt."""
    while (shorter := _AFTER.sub("", text)) != text:
        text = shorter
    if (found := _SALT_BEFORE.fullmatch(text)) and not _named_by_salt(found["base"]):
        return _bare(found["base"])
    if (found := _ESTER_BEFORE.fullmatch(text)) and found["base"] in _BARE[found["sel"]].split():
        return found["base"]
    if (found := _SALT_AFTER.fullmatch(text)) and found[1] != "héparine":  # two drugs, two routes
        return found[1]
    return text


def _named_by_salt(base: str) -> bool:
    """Say whether what follows « sulfate de » is a metal, an ester's alcohol, or not one substance."""
    words = re.split(r"[ ,(-]", fold(base))
    return bool(_NAMED_BY_SALT & set(words)) or "(" in base


def brand(denomination: str, substances: Iterable[str]) -> str | None:
    """Give the brand at the head of a denomination, None when it is the name of a substance and a laboratory.

    Args:
        denomination: the speciality's name, cleaned.
        substances: every name that its composition has, with and without their salts.
    """
    head = re.split(r",(?!\d)| - | \(", denomination, maxsplit=1)[0]
    tokens = _THOUSANDS.sub("", _PROLONGED.sub("LP", head)).split()
    words: list[str] = []
    for place, token in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        measured = _STRENGTH_WORD.fullmatch(token) and _UNIT_WORD.fullmatch(after)
        counted = words and _NUMBER.fullmatch(token) and _OTHER_UNIT.match(after)
        if (
            _GLUED.fullmatch(token)
            or measured
            or counted
            or (words and (_is_prose(token) or _SUBSTANCES_LIST.fullmatch(token)))
        ):
            break
        words.append(token)
    while len(words) > 1 and fold(words[-1]) in _FOR_WHOM:
        words.pop()
    if words and len("".join(words)) == 1:
        return None  # « A 313 200 000 UI »: where the name ends is not said
    if not words or not any(letter.isalpha() for letter in words[0]) or _names_substance(words[0], substances):
        return None
    return " ".join(_printed(word, first=place == 0) for place, word in enumerate(words))


def _is_prose(token: str) -> bool:
    """Say whether a word of a denomination is no more the name: names are in capitals."""
    return any(letter.islower() for letter in token)


def _names_substance(word: str, substances: Iterable[str]) -> bool:
    """Say whether the first word of a name is one of its substances': « AMLODIPINE BIOGARAN », « ACIDE FOLIQUE »."""
    first = _sounds(word)[:1]
    return first in (["acid"], ["vitamin"]) or any(first[0] in _sounds(one) for one in substances if first)


def _sounds(text: str) -> list[str]:
    """Give the words of a name as they are compared: « DIMETHYL » is « diméthyle », « CARBOCISTEINE » has two forms."""
    words = re.findall(r"[a-z0-9]{3,}", fold(text))
    return [word.replace("y", "i").replace("ph", "f").replace("oe", "e").removesuffix("e") for word in words]


def _printed(word: str, *, first: bool) -> str:
    """Give a word of a brand as printed: « ELIQUIS » is « Eliquis »."""
    if word.strip(".") in _CAPITALS or (any(letter.isdigit() for letter in word) and len(word) <= 4):
        return word
    lowered = word.lower()
    if len(word) > 1 and not re.search(r"[aeiouyà-ü]", lowered):
        return word
    if not first and fold(word) in _SMALL:
        return lowered
    return re.sub(r"(^|[-/+&'’])(\w)", lambda found: found[1] + found[2].upper(), lowered)
