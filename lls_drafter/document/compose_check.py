"""What a template's author is told before any patient's letter meets the template."""

from lls_drafter.document.compose_jinja import compiled, placed, render
from lls_drafter.document.composed import is_known
from lls_drafter.document.markup import Ink
from lls_drafter.document.template import FORMULES, Template
from lls_drafter.document.view import Rendering, View
from lls_drafter.errors import Location, PackSchemaError
from lls_drafter.letter.lettre import Lettre


def check_blocs(template: Template) -> None:
    """Compile every block, resolve every name that it places, and compose an empty letter with it.

    Raises:
        PackSchemaError: with the block's file, and its line where one can be told.
        TemplateRenderError: a block reads what no letter has.
    """
    empty = View.of(Lettre(), Rendering(draft=True, demanded=frozenset()))
    for bloc in (*template.blocs.values(), *template.formules.values()):
        compiled(bloc)
        for name in placed(bloc):
            if name not in FORMULES.values() and not is_known(name, empty):
                line = bloc.text[: bloc.text.index(f"[[{name}]]")].count("\n") + 1
                raise PackSchemaError(
                    f"bloc inconnu : « [[{name}]] »",
                    hint="écrire le nom d'un bloc composé ou l'adresse d'un champ de la lettre",
                    location=Location(bloc.name, line),
                )
        render(bloc, empty, Ink())
