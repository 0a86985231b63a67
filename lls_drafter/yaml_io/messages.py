"""What is wrong with a YAML text, in French: the parser's own sentences translated, and texts that are not YAML at all.

Both PyYAML parsers (C and Python) word the same problem differently; the table matches the words they share.
No message quotes the text, which may be a patient's.
"""

import codecs
import re
from typing import NamedTuple

from lls_drafter.errors import Location, StructureError

# What neither YAML parser accepts raw; both would say so in English, one of them without a place.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UTF16_SAMPLE = 4000
_QUOTES = "Mettre la valeur entre guillemets."
_TAB = ("tabulation dans le retrait", "Remplacer les tabulations par des espaces (deux par niveau).")


class Advice(NamedTuple):
    """A problem and its remedy, in French.

    Attributes:
        message: the problem, without final stop.
        hint: what to do.
        at_context: the place to show is where the construct began (an open quote), not where the reader gave up.
    """

    message: str
    hint: str
    at_context: bool = False


_INDENT = Advice(
    "retrait ou syntaxe incorrects",
    "Aligner la ligne avec ses voisines ; vérifier aussi les guillemets et les « : » des lignes au-dessus.",
)
_OPEN_LIST = Advice(
    "crochet « [ » non refermé", "Ajouter « ] », ou écrire la liste avec un tiret par ligne.", at_context=True
)
_OPEN_MAP = Advice("accolade « { » non refermée", "Ajouter « } », ou écrire une clé par ligne.", at_context=True)
_ESCAPE = Advice(
    "barre oblique inversée « \\ » mal employée entre guillemets",
    "Doubler la barre, ou employer des guillemets simples.",
)

# (words of the context, words of the problem, advice): the first whose words are all found.
_TABLE: tuple[tuple[str, str, Advice], ...] = (
    (
        "quoted scalar",
        "unexpected",
        Advice("guillemet jamais refermé", "Fermer le guillemet à la fin de la valeur.", at_context=True),
    ),
    ("quoted scalar", "escape", _ESCAPE),
    ("quoted scalar", "hexdecimal", _ESCAPE),
    ("", "found a tab", Advice(*_TAB)),
    (
        "block scalar",
        "",
        Advice(
            "texte inattendu après « | » ou « > »", "Aller à la ligne après « | », puis écrire le texte en retrait."
        ),
    ),
    ("flow sequence", "expected", _OPEN_LIST),
    ("flow mapping", "expected", _OPEN_MAP),
    (
        "block collection",
        "expected",
        Advice("liste mal formée", "Chaque élément de la liste commence par « - », au même retrait."),
    ),
    ("alias", "", Advice("une valeur ne peut pas commencer par « * »", _QUOTES)),
    ("anchor", "", Advice("une valeur ne peut pas commencer par « & »", _QUOTES)),
    ("tag", "", Advice("une valeur ne peut pas commencer par « ! »", _QUOTES)),
    ("", "tag handle", Advice("une valeur ne peut pas commencer par « ! »", _QUOTES)),
    (
        "",
        "could not find expected ':'",
        Advice("il manque « : » après une clé", "Écrire « clé: valeur ».", at_context=True),
    ),
    (
        "",
        "entries are not allowed",
        Advice("tiret de liste mal placé", "Aller à la ligne avant le premier « - » de la liste."),
    ),
    ("", "node content", Advice("valeur illisible", _QUOTES)),
    (
        "directive",
        "",
        Advice("ligne commençant par « % »", "Les directives YAML ne sont pas admises : retirer la ligne."),
    ),
    ("", "document start", Advice("texte en trop", "Vérifier le début du fichier et la ligne signalée.")),
    ("block mapping", "", _INDENT),
)


def advise(context: str, problem: str, before: str, character: str) -> Advice:
    """Give the French advice for what a YAML parser says.

    Args:
        context: what the parser was reading, in its own words; may be empty.
        problem: what went wrong, in its own words.
        before: the line up to the place of the problem.
        character: the character at that place; empty at the end of the text.
    """
    if "cannot start any token" in problem:
        return (
            Advice(*_TAB)
            if character == "\t"
            else Advice(f"une valeur ne peut pas commencer par « {character} »", _QUOTES)
        )
    if "mapping values are not allowed" in problem:
        if re.search(r":\s", before):
            return Advice("« : » dans une valeur", _QUOTES)
        return Advice("« : » inattendu : retrait incorrect, ou « : » oublié à la ligne précédente", _INDENT.hint)
    for in_context, in_problem, advice in _TABLE:
        if in_context in context and in_problem in problem:
            return advice
    return Advice("texte YAML illisible", "Vérifier cette ligne et celle d'au-dessus : retrait, guillemets, « : ».")


def place_of(text: str, offset: int, name: str) -> Location:
    """Give the line and column of a character of the text."""
    line = text.count("\n", 0, offset) + 1
    return Location(name, line, offset - text.rfind("\n", 0, offset))


def decode(source: bytes, name: str) -> str:
    """Give the text of a UTF-8 file, its byte-order mark removed.

    Raises:
        StructureError: the bytes are not UTF-8 text; the message says what they seem to be.
    """
    hint = "Enregistrer le fichier en UTF-8."
    if source.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        message = "Ce fichier est un document (Word, PDF ou archive), pas un fichier texte YAML."
        raise StructureError(message, hint="Indiquer le fichier .yaml.", location=Location(name))
    if _looks_like_utf16(source):
        raise StructureError("Le fichier est en UTF-16, pas en UTF-8.", hint=hint, location=Location(name, 1, 1))
    try:
        return source.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as err:
        body = source.removeprefix(codecs.BOM_UTF8)
        before = body[: err.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        if _decodes(body, "cp1252"):
            hint = "Enregistrer le fichier en UTF-8 ; il semble être en Windows-1252."
        message = f"Le fichier n'est pas en UTF-8 : octet 0x{body[err.start]:02X} à la ligne {line}."
        raise StructureError(message, hint=hint, location=Location(name, line, column)) from err


def check_characters(text: str, name: str) -> None:
    """Refuse control characters, which no editor shows.

    Raises:
        StructureError: at the first of them.
    """
    found = _FORBIDDEN.search(text)
    if found is None:
        return
    what = (
        "caractère nul : ce n'est pas un fichier texte"
        if found[0] == "\0"
        else f"caractère invisible interdit (U+{ord(found[0]):04X})"
    )
    hint = "Supprimer ce caractère, ou retaper la ligne."
    raise StructureError(f"YAML illisible : {what}.", hint=hint, location=place_of(text, found.start(), name))


def _looks_like_utf16(source: bytes) -> bool:
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return True
    sample = source[:_UTF16_SAMPLE]
    zeros = max(sample[0::2].count(0), sample[1::2].count(0))
    return zeros * 4 > len(sample)  # Western text in UTF-16: nearly every other byte is zero


def _decodes(source: bytes, encoding: str) -> bool:
    try:
        source.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
