"""Templates with one realistic mistake each, and the rule that must name it. The Word files have theirs elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lls_drafter.packs.templates import load_template
from tests.exports.papers import Sheet, p, paper

HEAD = 'id: cardio\netend: mco_standard\nversion: "1"\ntitre: "Cardiologie"\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One mistake.

    Attributes:
        regle: the rule that names it.
        body: what `modele.yaml` says after its head.
        head: its head.
        blocs: the blocks, by file name.
        listes: the check-lists, by file name.
        more: anything else done to the folder.
    """

    regle: str
    body: str = ""
    head: str = HEAD
    blocs: Mapping[str, str] = field(default_factory=dict)
    listes: Mapping[str, str] = field(default_factory=dict)
    more: Callable[[Path], object] | None = None

    def write(self, folder: Path) -> Path:
        """Write the template and give its folder."""
        place = folder / "cardio"
        (place / "blocs").mkdir(parents=True)
        (place / "listes").mkdir()
        (place / "modele.yaml").write_text(self.head + self.body, encoding="utf-8")
        for name, text in self.blocs.items():
            (place / "blocs" / name).write_text(text, encoding="utf-8")
        for name, text in self.listes.items():
            (place / "listes" / name).write_text(text, encoding="utf-8")
        if self.more is not None:
            self.more(place)
        return place


def texted(regle: str, section: str, text: str, what: str = "bloc") -> Broken:
    """Give a template that replaces, or completes, the text of a section."""
    return Broken(regle=regle, body=f"sections:\n  - {{id: {section}, {what}: x.j2}}\n", blocs={"x.j2": text})


def _linked(place: Path) -> None:
    """Make a block a link to a file outside the template."""
    outside = place.parent / "secret.j2"
    outside.write_text("{{ conclusion }}\n", encoding="utf-8")
    (place / "blocs" / "x.j2").symlink_to(outside)


def _linked_paper(place: Path) -> None:
    """Make the paper a link to a file outside the template."""
    (place / "papier.docx").symlink_to(load_template("mco_standard").papier)


def _half_identity(place: Path) -> None:
    """Make a paper whose header names the patient by the birth name alone."""
    header = p("Patient : {{ patient.nom_naissance }} {{ patient.ipp }}")
    paper(place / "papier.docx", Sheet(headers={"default": header}))


def _list(item: str, head: str = 'id: maliste\nversion: "1"\ntitre: "L"\nsource: s\ncertitude: proposition\n') -> str:
    """Give the text of a check-list of one item."""
    return f"{head}items:\n  - {item}\n"


_ITEM = (
    "{id: A, titre: T, niveau: alerte, verifie: {type: rempli, chemin: conclusion}, message: m, correction: c, "
    "source: s, certitude: proposition, cas: [{attendu: conforme, pose: {conclusion: null}}]}"
)

BROKEN: Mapping[str, Broken] = {
    "clé mal tapée": Broken(regle="MODELE-SCHEMA", body="section: []\n"),
    "tabulation": Broken(regle="MODELE-SCHEMA", body="sections:\n\t- {id: motif}\n"),
    "fichier à moitié écrit": Broken(regle="MODELE-SCHEMA", body="sections:\n  - {id: motif, titre: "),
    "fichier vide": Broken(regle="MODELE-SCHEMA", head=""),
    "identifiant qui n'est pas le dossier": Broken(regle="MODELE-SCHEMA", head=HEAD.replace("cardio", "cardiologie")),
    "type inconnu": Broken(regle="MODELE-SCHEMA", body='rubriques:\n  - {id: x, titre: "X", type: booleen}\n'),
    "choix sans réponses": Broken(regle="MODELE-SCHEMA", body='rubriques:\n  - {id: x, titre: "X", type: choix}\n'),
    "section nouvelle sans titre": Broken(regle="MODELE-SCHEMA", body="sections:\n  - {id: nouvelle}\n"),
    "section écrite deux fois": Broken(regle="MODELE-SCHEMA", body="sections:\n  - {id: motif}\n  - {id: motif}\n"),
    "modèle étendu mal nommé": Broken(regle="MODELE-INTROUVABLE", head=HEAD.replace("standard", "standart")),
    "modèle qui s'étend lui-même": Broken(regle="MODELE-INTROUVABLE", head=HEAD.replace("mco_standard", "cardio")),
    "sans etend": Broken(regle="MODELE-VERROU", head=HEAD.replace("etend: mco_standard\n", "")),
    "mention légale cachée": Broken(regle="MODELE-VERROU", body="sections:\n  - {id: suites, cachee: true}\n"),
    "mention légale sous condition": Broken(
        regle="MODELE-VERROU", body="sections:\n  - {id: synthese, si: {situation: deces}}\n"
    ),
    "identité remplacée": texted("MODELE-VERROU", "identite", "{{ patient.nom_naissance }}\n"),
    "section déverrouillée": Broken(regle="MODELE-VERROU", body="sections:\n  - {id: motif, verrouille: false}\n"),
    "bloc absent": Broken(regle="MODELE-FICHIER", body="sections:\n  - {id: motif, ajout: absent.j2}\n"),
    "bloc en latin-1": Broken(
        regle="MODELE-FICHIER",
        body="sections:\n  - {id: motif, ajout: x.j2}\n",
        more=lambda place: (place / "blocs" / "x.j2").write_bytes(b"\xe9t\xe9\n"),
    ),
    "bloc qui est un lien": Broken(
        regle="MODELE-FICHIER", body="sections:\n  - {id: motif, ajout: x.j2}\n", more=_linked
    ),
    "papier qui est un lien": Broken(regle="MODELE-FICHIER", body="papier: papier.docx\n", more=_linked_paper),
    "papier absent": Broken(regle="MODELE-FICHIER", body="papier: entete.docx\n"),
    "champ demandé mal tapé": Broken(
        regle="MODELE-CHAMP", body="sections:\n  - {id: motif, obligatoires: [motif_hospitalisaton]}\n"
    ),
    "champ mal tapé dans un bloc": texted("MODELE-CHAMP", "motif", "{{ patient.nom }}\n", "ajout"),
    "bloc composé inconnu": texted("MODELE-CHAMP", "motif", "[[tableau_traitement]]\n", "ajout"),
    "champ du service inconnu": texted("MODELE-CHAMP", "motif", "{{ rubriques.fvg.texte }}\n", "ajout"),
    "déplacée après rien": Broken(regle="MODELE-CHAMP", body="sections:\n  - {id: consignes, apres: traitement}\n"),
    "filtre": texted("MODELE-CODE", "motif", "{{ motif_hospitalisation | upper }}\n", "ajout"),
    "attribut de Python": texted("MODELE-CHAMP", "motif", "{{ patient.__class__.__mro__ }}\n", "ajout"),
    "appel de fonction": texted("MODELE-CODE", "motif", "{{ patient.ipp.encode() }}\n", "ajout"),
    "inclusion": texted("MODELE-CODE", "motif", '{% include "/etc/passwd" %}\n', "ajout"),
    "accolade oubliée": texted("MODELE-CODE", "motif", "{{ conclusion }\n", "ajout"),
    "boucles sans fin": texted(
        "MODELE-CODE",
        "motif",
        "{% for a in suites_a_donner %}{% for b in suites_a_donner %}{% for c in suites_a_donner %}{{ c.qui }}"
        "{% endfor %}{% endfor %}{% endfor %}\n",
        "ajout",
    ),
    "négatif écrit d'avance": texted("MODELE-NEGATIF", "motif", "Aucun événement indésirable.\n", "ajout"),
    "négatif dans un titre de section": Broken(
        regle="MODELE-NEGATIF", body='sections:\n  - {id: antecedents, titre: "Allergies : aucune"}\n'
    ),
    "négatif dans le titre changé d'un champ": Broken(
        regle="MODELE-NEGATIF",
        head=HEAD.replace("mco_standard", "mco_ambulatoire"),
        body='sections:\n  - {id: intervention, titre: "Pas d\'allergie"}\n',
    ),
    "négatif dans le titre d'un champ": Broken(
        regle="MODELE-NEGATIF", body='rubriques:\n  - {id: x, titre: "Absence d\'allergie"}\n'
    ),
    "négatif dans une colonne": Broken(
        regle="MODELE-NEGATIF",
        body='rubriques:\n  - {id: x, titre: "X", type: tableau, colonnes: ["Date", "pas d\'allergie"]}\n',
    ),
    "négatif dans une unité": Broken(
        regle="MODELE-NEGATIF", body='rubriques:\n  - {id: x, titre: "X", type: nombre, unite: "sans complication"}\n'
    ),
    "négatif coupé par un commentaire": texted("MODELE-NEGATIF", "motif", "Au{# #}cune allergie.\n", "ajout"),
    "négatif sous l'aucun d'un autre champ": texted(
        "MODELE-NEGATIF", "motif", "{% if produits_sanguins is aucun %}Aucune allergie connue.{% endif %}\n", "ajout"
    ),
    "négatif caché dans un accord": texted("MODELE-NEGATIF", "motif", "Au{{ accord.e }}cun antécédent.\n", "ajout"),
    "négatif sans « aucun »": texted("MODELE-NEGATIF", "motif", "Pas d'allergie connue.\n", "ajout"),
    "section cachée et demandée": Broken(
        regle="MODELE-CACHE", body="sections:\n  - {id: etat_sortie, cachee: true, obligatoires: [etat_sortie]}\n"
    ),
    "champ imprimé deux fois": Broken(
        regle="MODELE-DOUBLON", body='sections:\n  - {id: rappel, titre: "Rappel", champs: [conclusion]}\n'
    ),
    "champ du service montré ailleurs": Broken(
        regle="MODELE-DOUBLON",
        body="sections:\n  - {id: motif, ajout: x.j2}\nrubriques:\n  - {id: fevg, titre: FEVG}\n",
        blocs={"x.j2": "FEVG :: {{ rubriques.fevg.texte }}\n"},
    ),
    "accolade d'une phrase": Broken(
        regle="MODELE-PHRASE", body='phrases:\n  - {nom: poids, texte: "prise de {2 kg"}\n'
    ),
    "exemple de règle faux": Broken(regle="MODELE-LISTE", listes={"maliste.yaml": _list(_ITEM)}),
    "liste officielle affaiblie": Broken(
        regle="MODELE-VERROU",
        listes={
            "reglementaire.yaml": 'id: reglementaire\nversion: "1"\netend: reglementaire\nitems:\n'
            "  - {id: REG-MOTIF, masque: true}\n"
        },
    ),
    "règle au nom d'une règle officielle": Broken(
        regle="MODELE-REGLE", listes={"maliste.yaml": _list(_ITEM.replace("id: A,", "id: REG-MT,"))}
    ),
    "grille à la place de l'officielle": Broken(
        regle="MODELE-VERROU",
        listes={
            "maliste.yaml": _list(_ITEM).replace(
                "items:", "indicateur: qls\navertissement: a\nactivites: [mco]\nitems:"
            )
        },
    ),
    "champ oublié par un bloc": texted("CANARI-RELEGUE", "etat_sortie", "{{ etat_sortie }}\n"),
    "absence qui ne se voit pas": Broken(
        regle="CANARI-MARQUE",
        body="sections:\n  - {id: antecedents, bloc: x.j2, obligatoires: [antecedents]}\n",
        blocs={
            "x.j2": "{% if antecedents is renseigne %}{{ antecedents }}{% endif %}\n"
            "Allergies :: {{ allergies }}\nGrossesse :: {{ grossesse_allaitement }}\n"
        },
    ),
    "en-tête sans date de naissance": Broken(
        regle="PAPIER-IDENTITE", body="papier: papier.docx\n", more=_half_identity
    ),
}
