"""One template over another: what a higher file may change, what a locked section refuses, and who had the last word.

`etend: mco_standard` patches by id. A section of a known id is changed: `titre` and `aide` reworded, `champs` and
`obligatoires` added, `ajout` printed after its text, `apres` or `avant` moving it, `bloc` replacing its text,
`cachee` and `si` making it optional. The last three are refused on a locked section: it can be added to or
tightened, never weakened. A field of the service (`rubriques`) is patched key by key.
"""

import stat
from dataclasses import dataclass, field, replace

from lls_drafter.document.template import Bloc
from lls_drafter.errors import LockedItemError, PackFieldError, PackFileError, PackSchemaError
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.plan import MotifPret, PhrasePrete, RubriqueLibre, Section
from lls_drafter.letter.text import closest
from lls_drafter.packs.own_fields import NEVER_HIDDEN, REMOVE_IT, WrittenField, check_field, is_weaker, merged
from lls_drafter.packs.pack_reader import Place
from lls_drafter.packs.section_order import SectionOrder
from lls_drafter.packs.template_schema import SECTION_KEYS, WrittenSection, WrittenTemplate

_MOST_SECTIONS = 2_000


@dataclass(slots=True)
class Layered:
    """A section while the layers are put one over another; `origins` say where each of its keys comes from."""

    section: Section
    place: Place
    bloc: Bloc | None
    ajouts: tuple[Bloc, ...] = ()
    rubrique: RubriqueLibre | None = None
    origins: dict[str, Place] = field(default_factory=dict)


@dataclass(slots=True)
class Layers:
    """A template while its files are put one over another, the lowest first; `origins` are those of its own keys."""

    by_id: dict[str, Layered] = field(default_factory=dict)
    order: SectionOrder = field(default_factory=SectionOrder)
    phrases: dict[str, PhrasePrete] = field(default_factory=dict)
    motifs: list[MotifPret] = field(default_factory=list)
    formules: dict[str, Bloc] = field(default_factory=dict)
    origins: dict[str, Place] = field(default_factory=dict)

    @property
    def sections(self) -> tuple[Layered, ...]:
        """Give the sections in printed order."""
        return tuple(self.by_id[name] for name in self.order)

    def add(self, written: WrittenTemplate) -> None:
        """Put one file over what the lower ones gave.

        Raises:
            PackSchemaError: something of it is wrong.
            LockedItemError: it weakens what is locked.
        """
        seen: set[str] = set()
        for item in written.sections:
            if item.id in seen:
                raise PackSchemaError(
                    f"section écrite deux fois : « {item.id} »", hint="réunir les deux", location=item.place.location
                )
            seen.add(item.id)
            known = self.find(item.id)
            if known is None:
                known = _new(item, written)
                self._refuse_too_many(item)
                self.by_id[item.id] = known
                self.order.append(item.id)
            else:
                _change(known, item, written)
            self._move(known, item)
        for number, phrase in enumerate(written.phrases):
            self.phrases[phrase.nom] = phrase
            self.origins[f"phrases.{phrase.nom}"] = written.place("phrases", number)
        again = frozenset(written.motifs)
        self.motifs = [*written.motifs, *(motif for motif in self.motifs if motif not in again)]
        for number, motif in enumerate(written.motifs):
            self.origins[f"motifs.{motif.texte}"] = written.place("motifs", number)
        for name, text in written.formules.items():
            self.formules[name] = Bloc(name=f"{written.id}/modele.yaml, formules.{name}", text=text + "\n")
            self.origins[f"formules.{name}"] = written.place("formules", name)
        for key in ("titre", "version", "description", "activites", "papier"):
            if getattr(written, key):
                self.origins[key] = written.place(key)
        for unit in written.papiers:
            self.origins[f"papiers.{unit}"] = written.place("papiers")

    def find(self, identifier: str) -> Layered | None:
        """Give the section of an id."""
        return self.by_id.get(identifier)

    def settle(self) -> None:
        """Put each field of the service in the section that prints it, once all the files are known.

        Raises:
            PackSchemaError: that section does not exist, or the field could not be asked.
        """
        held: dict[str, list[FieldPath]] = {}
        for item in self.sections:
            if item.rubrique is None:
                continue
            check_field(item.rubrique, item.place)
            path = item.rubrique.chemin
            if not item.rubrique.dans:
                item.section = replace(item.section, champs=(path,))
                continue
            home = self.find(item.rubrique.dans)
            if home is None or home is item:
                names = [found.section.id for found in self.sections if found is not item]
                near = closest(item.rubrique.dans, names)
                hint = f"vouliez-vous « {near[0]} » ?" if near else "écrire l'identifiant d'une section"
                raise PackFieldError(
                    f"section inconnue : « {item.rubrique.dans} »", hint=hint, location=item.place.location
                )
            held.setdefault(item.rubrique.dans, []).append(path)
        for name, paths in held.items():
            home = self.by_id[name]
            home.section = replace(home.section, champs=(*home.section.champs, *paths))

    def _refuse_too_many(self, item: WrittenSection) -> None:
        """Refuse a section more than a letter could have: rendering and reading them back would take minutes."""
        if len(self.by_id) >= _MOST_SECTIONS:
            raise PackSchemaError(
                f"ce modèle a plus de {_MOST_SECTIONS} sections et champs",
                hint="en garder moins : une lettre se lit en quelques pages",
                location=item.place.location,
            )

    def _move(self, known: Layered, item: WrittenSection) -> None:
        """Put a section after or before another one."""
        anchor = item.apres or item.avant
        if anchor is None:
            return
        if anchor == item.id or anchor not in self.by_id:
            near = closest(anchor, [name for name in self.order if name != item.id])
            hint = f"vouliez-vous « {near[0]} » ?" if near else "écrire l'identifiant d'une section"
            raise PackFieldError(f"section inconnue : « {anchor} »", hint=hint, location=item.place.location)
        self.order.move(item.id, anchor, before=not item.apres)
        known.origins["place"] = item.place.inside("apres" if item.apres else "avant")


def _new(item: WrittenSection, written: WrittenTemplate) -> Layered:
    """Make a section that no lower layer has."""
    if item.titre is None:
        raise PackSchemaError(
            f"section nouvelle sans titre : « {item.id} »",
            hint="ajouter « titre », vide au besoin",
            location=item.place.location,
        )
    section = Section(
        id=item.id,
        titre=item.titre,
        champs=item.champs,
        obligatoires=item.obligatoires,
        verrouille=bool(item.verrouille),
        cachee=bool(item.cachee),
        si=item.si,
        aide=item.aide or "",
    )
    own = item.rubrique.field if item.rubrique is not None else None
    bloc = _bloc(item.bloc, written, item)
    return Layered(section, item.place, bloc, _ajouts(item, written), own, _origins(item, own is not None))


def _origins(item: WrittenSection, of_field: bool) -> dict[str, Place]:  # noqa: FBT001 - two callers
    """Give the place of each key that a file gives of a section."""
    if of_field and item.rubrique is not None:
        return {name: item.place.inside(_KEY_OF.get(name, name)) for name in item.rubrique.given}
    return {key: item.place.inside(key) for key in SECTION_KEYS if getattr(item, key) not in (None, ())}


_KEY_OF = {"exigence": "obligatoire"}


def _change(known: Layered, item: WrittenSection, written: WrittenTemplate) -> None:
    """Change a section of a lower layer, unless that would weaken a locked one."""
    base = known.section
    if known.rubrique is not None and item.cachee is not None:
        raise PackSchemaError(
            f"{NEVER_HIDDEN} : « {base.id} »", hint=REMOVE_IT, location=item.place.inside("cachee").location
        )
    weakened = {"cachee": item.cachee is True, "si": item.si is not None, "bloc": item.bloc is not None}
    refused = [key for key, touched in weakened.items() if touched] if base.verrouille else []
    if base.verrouille and item.verrouille is False:
        refused.append("verrouille")
    if item.rubrique is not None:
        refused += _changed_field(known, item.rubrique)
    if refused:
        raise LockedItemError(
            f"la section « {base.id} » est verrouillée par {known.place.location} : « {refused[0]} » l'affaiblirait",
            hint="on peut y ajouter (champs, obligatoires, ajout), la renommer ou la déplacer",
            location=item.place.location,
        )
    known.section = replace(
        base,
        titre=base.titre if item.titre is None else item.titre,
        aide=base.aide if item.aide is None else item.aide,
        champs=(*base.champs, *(path for path in item.champs if path not in base.champs)),
        obligatoires=(*base.obligatoires, *(path for path in item.obligatoires if path not in base.obligatoires)),
        verrouille=base.verrouille or bool(item.verrouille),
        cachee=base.cachee if item.cachee is None else item.cachee,
        si=base.si if item.si is None else item.si,
    )
    known.bloc = known.bloc if item.bloc is None else _bloc(item.bloc, written, item)
    known.ajouts = (*known.ajouts, *_ajouts(item, written))
    if not base.verrouille:
        known.place = item.place
    known.origins |= _origins(item, known.rubrique is not None)


def _changed_field(known: Layered, own: WrittenField) -> list[str]:
    """Change a field of the service; gives what is refused: to be one where a section stands, or to be weaker."""
    if known.rubrique is None:
        return ["rubriques"]
    after = merged(known.rubrique, own)
    if known.section.verrouille and is_weaker(known.rubrique, after):
        return ["obligatoire"]
    known.rubrique = after
    return []


def _bloc(name: str | None, written: WrittenTemplate, item: WrittenSection) -> Bloc | None:
    """Read the text of a section."""
    if name is None:
        return None
    shown = f"{written.id}/blocs/{name}"
    return Bloc(name=shown, text=read_text_of(written, f"blocs/{name}", item.place, shown))


def read_text_of(written: WrittenTemplate, name: str, place: Place, shown: str) -> str:
    """Read a text file of a template.

    Raises:
        PackFileError: it is not there, lies elsewhere, is too large or is no UTF-8 text.
    """
    path = written.folder / name
    if path.is_symlink() or not path.resolve().is_relative_to(written.folder.resolve()):
        raise PackFileError(
            f"bloc hors du modèle : « {shown} »", hint="copier le fichier dans le dossier", location=place.location
        )
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise PackFileError(
                f"bloc illisible : « {shown} »", hint="mettre là un fichier de texte", location=place.location
            )
        if path.stat().st_size > _MOST_BYTES:
            raise PackFileError(
                f"bloc trop long : « {shown} »", hint=f"{_MOST_BYTES // 1000} ko au plus", location=place.location
            )
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PackFileError(
            f"bloc introuvable : « {shown} »", hint="créer ce fichier, ou corriger son nom", location=place.location
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PackFileError(
            f"bloc illisible : « {shown} »", hint="l'enregistrer en UTF-8", location=place.location
        ) from error


_MOST_BYTES = 100_000


def _ajouts(item: WrittenSection, written: WrittenTemplate) -> tuple[Bloc, ...]:
    """Read the text that is printed after a section's own."""
    bloc = _bloc(item.ajout, written, item)
    return () if bloc is None else (bloc,)


def joined(item: Layered) -> Bloc | None:
    """Give a section's text with what was added to it."""
    if item.bloc is None and not item.ajouts:
        return None
    fields = Bloc(name=item.section.id, text="".join(f"[[{path}]]\n" for path in item.section.champs))
    blocs = (item.bloc or fields, *item.ajouts)
    texts = [bloc.text.rstrip("\n") for bloc in blocs]
    starts = [1]
    for text in texts[:-1]:
        starts.append(starts[-1] + text.count("\n") + 2)
    parts = tuple(zip(starts, (bloc.name for bloc in blocs), strict=True)) if len(blocs) > 1 else ()
    return Bloc(name=" + ".join(bloc.name for bloc in blocs), text="\n\n".join(texts) + "\n", parts=parts)
