"""The judge: a distribution made ready once, then document after document."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, Self

from lxml import etree

from lls_drafter.cda import xml
from lls_drafter.cda.judge import choice, compiling, distribution, elements, report, saxon, schema, working_copy
from lls_drafter.cda.judge.model import MASK, Niveau, Verdict
from lls_drafter.errors import StructureError, UsageError

_UID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


class Judge:
    """The checks of one distribution.

    Profiles are compiled once and kept in the cache; each is loaded once in a process, at its first use (the header's
    takes some seconds). Not for use by several threads at once. A context manager: leaving it removes the copy that an
    unwritable cache could not take.
    """

    def __init__(self, parts: distribution.Distribution, copy: working_copy.WorkingCopy) -> None:
        """Hold a distribution and our mended copy of it; `Judge.of` makes them."""
        self._parts = parts
        self._copy = copy
        self._models = choice.models_of(parts, copy)
        self._sheets: dict[str, saxon.Sheet | None] = {}
        self._schema: etree.XMLSchema | None = None

    @classmethod
    def of(cls, folder: Path) -> "Judge":
        """Make the judge of an unpacked distribution.

        Raises:
            ReferenceDataError: a part of it is missing or cannot be read, or saxonche is not installed.
        """
        saxon.ensure()
        parts = distribution.find(folder)
        parts.common()
        return cls(parts, working_copy.prepare(parts))

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what the cache could not take."""
        self._copy.discard()

    @property
    def remarks(self) -> tuple[str, ...]:
        """Give what was mended in our copy, and what is missing: one French sentence each."""
        return self._copy.remarks

    @property
    def profiles(self) -> tuple[str, ...]:
        """Give the names of all the profiles that this distribution has, the XML schema first."""
        return (schema.PROFILE, *self._parts.profiles)

    def profiles_of(self, source: bytes | xml.Element, *, name: str = "document") -> tuple[str, ...]:
        """Give the profiles that a document goes through: the schema, five common ones, that of its model.

        Raises:
            StructureError: it cannot be read, or is no CDA document.
        """
        content, document = _read(source, name)
        return self._choose(content, document)

    def judge(
        self, source: bytes | xml.Element, *, name: str = "document", profiles: Iterable[str] = ()
    ) -> tuple[Verdict, ...]:
        """Judge a document.

        Args:
            source: the file's bytes, or a tree.
            name: the file's name, for messages.
            profiles: run these only, whatever the model; names of `profiles`, letter-case apart.

        Returns:
            what the checks do not accept, profile after profile; nothing when all is well. A profile that cannot run
            (a file is missing, in the distribution as published) is an error too, of the rule `LLS-PROFIL`.

        Raises:
            StructureError: the document cannot be read, or is no CDA document.
            ReferenceDataError: the XML schema cannot be read.
            UsageError: a profile that the distribution does not have.
        """
        content, document = _read(source, name)
        named = self.named(profiles)
        chosen = named or self._choose(content, document)
        unknown = () if named or len(chosen) > len(self._shared()) else _model_unknown(document)
        return (*unknown, *self._run(document, chosen))

    def _choose(self, content: bytes, document: xml.Element) -> tuple[str, ...]:
        """Give the profiles of a document."""
        own = choice.model_profile(document, content, self._models)
        return (*self._shared(), *((own,) if own else ()))

    def _shared(self) -> tuple[str, ...]:
        """Give the profiles of every document."""
        return (schema.PROFILE, *self._parts.common())

    def named(self, profiles: Iterable[str]) -> tuple[str, ...]:
        """Give the exact names of profiles asked for, letter-case apart.

        Raises:
            UsageError: this distribution does not have one of them.
        """
        known = {name.lower(): name for name in self.profiles}
        asked = tuple(profiles)
        unknown = next((name for name in asked if name.lower() not in known), None)
        if unknown is not None:
            raise UsageError(
                f"profil « {unknown} » inconnu de cette distribution",
                hint=f"par exemple : {', '.join(self._shared())}",
            )
        return tuple(known[name.lower()] for name in asked)

    def _run(self, document: xml.Element, profiles: tuple[str, ...]) -> Iterator[Verdict]:
        """Run the profiles, in order; Saxon reads the document once."""
        if schema.PROFILE in profiles:
            if self._schema is None:
                self._schema = schema.load(self._copy.folder / self._parts.schema)
            yield from schema.verdicts(self._schema, document)
        schematrons = [name for name in profiles if name != schema.PROFILE]
        outside = tuple(_names_outside(document)) if schematrons else ()
        yield from outside
        if not schematrons or outside:
            return
        node = saxon.parse(etree.tostring(document, encoding="unicode"))
        for name in schematrons:
            yield from self._run_sheet(name, node, document)

    def _run_sheet(self, name: str, node: saxon.Node, document: xml.Element) -> Iterator[Verdict]:
        """Run one schematron; one that cannot run is itself an error, and the others go on."""
        try:
            svrl = self.sheet(name).run(node)
        except saxon.SheetError:
            said = "ce profil n'a pas pu être exécuté : il manque un fichier à la distribution"
            yield _own("LLS-PROFIL", document, said, profile=name)
            return
        yield from report.verdicts(name, svrl, document)

    def sheet(self, name: str) -> saxon.Sheet:
        """Give the sheet of a profile, loaded once in this process; one that cannot be compiled is tried once too.

        Raises:
            SheetError: it cannot be compiled.
        """
        if name not in self._sheets:
            self._sheets[name] = None
            self._sheets[name] = compiling.sheet_of(self._parts, self._copy, name)
        sheet = self._sheets[name]
        if sheet is None:
            raise saxon.SheetError
        return sheet


def _read(source: bytes | xml.Element, name: str) -> tuple[bytes, xml.Element]:
    """Give the bytes and the `ClinicalDocument`, alone in its tree."""
    content = source if isinstance(source, bytes) else b""
    root = xml.parse(content, name=name) if isinstance(source, bytes) else source
    document = elements.clinical_document(root)
    if document is None:
        raise StructureError(
            f"{name} : ce n'est pas un document CDA", hint="sa racine doit être « ClinicalDocument » (urn:hl7-org:v3)"
        )
    return content, document


def _model_unknown(document: xml.Element) -> Iterator[Verdict]:
    """Warn that nothing looks at a document's model: its name may only be misspelt."""
    if document.find(f".//{{{xml.HL7}}}structuredBody") is not None:
        said = "aucun contrôle de cette distribution n'est celui du modèle déclaré : seuls les communs sont faits"
        yield _own("LLS-MODELE", document, said, niveau=Niveau.AVERTISSEMENT)


def _names_outside(document: xml.Element) -> Iterator[Verdict]:
    """Refuse a code system whose name is no identifier: the checks make file names of them."""
    for element in document.iter(etree.Element):
        system = element.get("codeSystem")
        if system and not _UID.fullmatch(system):
            said = "ce n'est pas un identifiant : les schematrons, qui en font un nom de fichier, ne sont pas exécutés"
            verdict = _own("LLS-SYSTEME", element, f"codeSystem « {MASK} » : {said}")
            yield replace(verdict, integral=f"codeSystem « {system} » : {said}")


def _own(
    rule: str, element: xml.Element, message: str, *, profile: str = "LLS", niveau: Niveau = Niveau.ERREUR
) -> Verdict:
    """Make a verdict of ours, not of the distribution."""
    return Verdict(
        profil=profile,
        regle=rule,
        niveau=niveau,
        chemin=elements.place(element),
        ligne=elements.line(element),
        message=message,
        integral=message,
    )
