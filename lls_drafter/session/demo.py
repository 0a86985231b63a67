"""A fictional stay played from typed answers: the answers as shipped, their dates brought to the day of the clock."""

import re
from datetime import date, timedelta
from pathlib import Path

from lls_drafter.letter.dates import format_date
from lls_drafter.letter.personnes import Etablissement, Praticien
from lls_drafter.letter.remise import Canal, ModeRemise, RemisePrevue
from lls_drafter.letter.sejour import Activite
from lls_drafter.packs.sources import builtin_root
from lls_drafter.settings import EnvoiType, PlanDiffusion, Settings

_MARK = re.compile(r"\{j([+-]\d+)?\}")


def demo_answers(today: date) -> str:
    """Give the YAML of the typed answers; `{j-7}` becomes the date seven days before `today`."""
    text = (builtin_root() / "templates" / "mco_standard" / "exemples" / "a_oap_fibrillation.reponses.yaml").read_text(
        encoding="utf-8"
    )
    return _MARK.sub(lambda mark: format_date(today + timedelta(days=int(mark[1] or 0))), text)


def demo_settings() -> Settings:
    """Give the settings of the fictional seat."""
    signataire = Praticien(
        civilite="Dr",
        nom="KELLER",
        prenom="Anne",
        fonction="praticien hospitalier, cardiologie",
        rpps="99900000003",
        telephone="03 00 00 00 01",
        mssante="anne.keller@ch-valmont.mssante.fr",
    )
    return Settings(
        etablissement=Etablissement(
            nom="Centre hospitalier de Valmont",
            finess="990000010",
            oid="2.999.990000010",
            secteur="SA01",
            service="Cardiologie",
            adresse="1 avenue de l'Hôpital, 67999 Valmont",
            telephone="03 00 00 00 00",
        ),
        activite=Activite.MCO,
        signataires=(signataire,),
        diffusion=PlanDiffusion(
            remise=RemisePrevue(mode=ModeRemise.MAIN_PROPRE, par="Dr Anne KELLER"),
            envois=(
                EnvoiType(destinataire="medecin_traitant", canal=Canal.MSSANTE, prevu="le jour de la sortie"),
                EnvoiType(destinataire="patient", canal=Canal.DMP, prevu="le jour de la sortie"),
            ),
        ),
    )


def demo_names(folder: Path) -> tuple[Path, Path]:
    """Give the places of the answers and of the letter in the demonstration folder."""
    return folder / "reponses.yaml", folder / "lettre.lls.yaml"
