"""What the action plan proposes for each criterion, in layers: axes, actions, means, indicator of follow-up.

Nothing of it is official: the content of the campaign's own model plan is not known (`plan.yaml` says its source).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from lls_drafter.campaign.layers import TOOL, Texts, read_layers

FILE: Final = "plan.yaml"
MEASURED, NOT_MEASURED = "mesure", "non_mesure"
_WHEN: Final = frozenset({"", MEASURED, NOT_MEASURED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One proposed action.

    Attributes:
        couche: the layer that words it; `layers.TOOL` for ours.
        quand: `mesure` or `non_mesure`, for an action that is of use only then; empty for always.
    """

    id: str
    axe: str
    action: str
    moyens: str
    indicateur: str
    couche: str
    quand: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Propositions:
    """All that a plan may propose.

    Attributes:
        nature: what every action of ours is labelled with.
        axes: titles by id, in order.
        criteres: the actions of each criterion by its id, in order.
        transversales: those of no criterion.
    """

    nature: str
    source: str
    date: str
    axes: Mapping[str, str]
    criteres: Mapping[str, tuple[Action, ...]]
    axe_de: Mapping[str, str]
    transversales: tuple[Action, ...]


@dataclass(slots=True)
class _Criterion:
    """A criterion while the layers are read."""

    axe: str
    indicateur: str
    actions: dict[str, Action]


class _Reader:
    """The layers poured one over the other."""

    def __init__(self) -> None:
        self.nature = self.source = self.date = ""
        self.axes: dict[str, str] = {}
        self.criteres: dict[str, _Criterion] = {}
        self.transversal: dict[str, Action] = {}

    def pour(self, layer: Texts) -> None:
        """Take what one file says."""
        layer.known("format", "nature", "source", "date", "certitude", "axes", "criteres", "transversal")
        if layer.layer == TOOL:  # a service words its own actions; it cannot make ours official
            self.nature, self.source, self.date = (layer.text(name) for name in ("nature", "source", "date"))
        for one in layer.blocks("axes"):
            self.axes[one.known("id", "titre").text("id")] = one.text("titre")
        for name, one in layer.named("criteres"):
            self._criterion(name, one.known("axe", "indicateur", "actions"))
        for one in layer.blocks("transversal"):
            one.known("id", "axe", "action", "moyens", "indicateur", "masquee")
            before = self.transversal.get(one.text("id"))
            axis = one.text("axe", before.axe if before else None)
            self._axis(one, axis)
            follow = one.text("indicateur", before.indicateur if before else "")
            self._pour_action(one, self.transversal, axis, follow)

    def _criterion(self, name: str, raw: Texts) -> None:
        """Take what one file says of a criterion."""
        before = self.criteres.get(name)
        axis = raw.text("axe", before.axe if before else None)
        self._axis(raw, axis)
        follow = raw.text("indicateur", before.indicateur if before else "")
        kept = {} if before is None else before.actions
        now = _Criterion(axis, follow, {key: replace(one, axe=axis, indicateur=follow) for key, one in kept.items()})
        self.criteres[name] = now
        for one in raw.blocks("actions"):
            one.known("id", "action", "moyens", "quand", "masquee")
            self._pour_action(one, now.actions, axis, follow)

    def _axis(self, raw: Texts, axis: str) -> None:
        """Refuse an axis that nobody has named."""
        if axis not in self.axes:
            raise raw.wrong("axe", f"axe inconnu ; axes possibles : {', '.join(self.axes)}")

    @staticmethod
    def _pour_action(raw: Texts, into: dict[str, Action], axis: str, follow: str) -> None:
        """Add, reword or take away one action."""
        name = raw.text("id")
        if raw.is_set("masquee"):
            into.pop(name, None)
            return
        before = into.get(name)
        into[name] = Action(
            id=name,
            axe=axis,
            action=raw.text("action", before.action if before else None),
            moyens=raw.text("moyens", before.moyens if before else ""),
            indicateur=follow,
            couche=raw.layer,
            quand=_when(raw, before),
        )


def _when(raw: Texts, before: Action | None) -> str:
    """Read when an action is of use."""
    when = raw.text("quand", before.quand if before else "")
    if when not in _WHEN:
        raise raw.wrong("quand", "« quand » est « mesure » ou « non_mesure »")
    return when


def read_propositions(extra: tuple[Path, ...] = ()) -> Propositions:
    """Give what a plan may propose on this seat.

    Raises:
        PackSchemaError: a layer's file is wrong, with the place.
    """
    reader = _Reader()
    for layer in read_layers(FILE, extra=extra):
        reader.pour(layer)
    return Propositions(
        nature=reader.nature,
        source=reader.source,
        date=reader.date,
        axes=reader.axes,
        criteres={name: tuple(one.actions.values()) for name, one in reader.criteres.items()},
        axe_de={name: one.axe for name, one in reader.criteres.items()},
        transversales=tuple(reader.transversal.values()),
    )
