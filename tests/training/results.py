"""Results for tests: made quickly, all alike but for what a test is about."""

from datetime import UTC, datetime, timedelta

from lls_drafter.training.result import Exercice, Nature, Point, Resultat

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def point(
    name: str, nature: Nature = Nature.ACQUIS, *, critere: str = "QLS-11", regle: str = "", poids: int = 1
) -> Point:
    """Give a point."""
    return Point(id=name, critere=critere, regle=regle, nature=nature, poids=poids)


def result(  # a result has that many facts
    score: int = 50,
    *,
    days: int = 0,
    cas: str = "pneumonie",
    exercice: Exercice = Exercice.ECRIRE,
    points: tuple[Point, ...] = (),
    indices: int = 0,
    duree_s: int | None = 600,
) -> Resultat:
    """Give a result, so many days after the first."""
    return Resultat(
        exercice=exercice,
        cas=cas,
        version="1",
        le=BEGIN + timedelta(days=days),
        duree_s=duree_s,
        score=score,
        points=points or (point("K01"), point("K02", Nature.MANQUE)),
        indices=indices,
    )
