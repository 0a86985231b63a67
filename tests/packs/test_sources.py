"""Where packs lie: a layer that is there and cannot be read is never left out in silence."""

import os
from pathlib import Path

import pytest

from lls_drafter.errors import PackFileError, PackNotFoundError
from lls_drafter.packs.sources import layers


def test_layer_that_the_system_refuses_is_told(tmp_path: Path) -> None:
    """A folder that cannot even be looked at is an error, not an absent layer."""
    with pytest.raises(PackFileError, match=r"illisible \(--pack\)"):
        layers((tmp_path / ("x" * 300),))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read anywhere")
def test_layer_without_the_right_to_read_is_told(tmp_path: Path) -> None:
    """The rules of a site would be missing, and nobody would know."""
    tmp_path.chmod(0o300)
    try:
        with pytest.raises(PackFileError, match="illisible"):
            layers((tmp_path,))
    finally:
        tmp_path.chmod(0o700)


def test_own_folders_that_are_not_there_are_left_out() -> None:
    """Most seats have no folder of their own."""
    assert ["intégré"] == [layer.nom for layer in layers()]


def test_folder_named_and_not_there_is_told(tmp_path: Path) -> None:
    """`--pack` with a typing error must not judge a letter without the service's rules."""
    with pytest.raises(PackNotFoundError, match="n'existe pas"):
        layers((tmp_path / "absent",))
