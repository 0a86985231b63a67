"""What a template's author is told before any patient's letter meets the template."""

from lls_drafter.document.compose_jinja import compiled, placed, render
from lls_drafter.document.composed import COMPOSED, is_known
from lls_drafter.document.markup import Ink
from lls_drafter.document.template import FORMULES, Bloc, Template
from lls_drafter.document.view import Rendering, View
from lls_drafter.errors import PackFieldError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.text import closest


def check_blocs(template: Template) -> None:
    """Check every block of a template (`check_bloc`).

    Raises:
        PackSchemaError: with the block's file, and its line where one can be told.
        TemplateRenderError: a block reads what no letter has.
    """
    for bloc in (*template.blocs.values(), *template.formules.values()):
        check_bloc(bloc)


def check_bloc(bloc: Bloc) -> None:
    """Compile a block, resolve every name that it places, and compose an empty letter with it.

    Raises:
        PackSchemaError: with the block's file, and its line where one can be told.
        TemplateRenderError: it reads what no letter has.
    """
    empty = View.of(Lettre(), Rendering(draft=True, demanded=frozenset()))
    compiled(bloc)
    for name in placed(bloc):
        if name not in FORMULES.values() and not is_known(name, empty):
            line = bloc.text[: bloc.text.index(f"[[{name}]]")].count("\n") + 1
            near = closest(name, (*COMPOSED, *FORMULES.values(), *Lettre.model_fields))
            hint = f"vouliez-vous « [[{near[0]}]] » ?" if near else "« lls modeles montrer » donne les blocs connus"
            raise PackFieldError(f"bloc inconnu : « [[{name}]] »", hint=hint, location=bloc.at(line))
    render(bloc, empty, Ink())
