import os
import stat

import pytest

from config.embedded.paths import LONGEST_SOCKET_FOLDER, places, private_folder, read_secret_key


def test_the_same_folder_always_gives_the_same_places(tmp_path):
    assert places(tmp_path / "data") == places(f"{tmp_path}/x/../data")
    assert places(tmp_path / "data") != places(tmp_path / "other")


def test_socket_paths_stay_short(tmp_path):
    deep = tmp_path / ("d" * 100) / "data"
    assert len(str(places(deep).sockets)) <= LONGEST_SOCKET_FOLDER


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs Postgres as another account")
def test_a_folder_closed_to_others_moves_the_cluster_not_the_data(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    where = places(closed / "data")
    assert closed not in where.cluster.parents
    assert where.data == closed / "data"


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "run").symlink_to(tmp_path)
    with pytest.raises(PermissionError, match="belongs to another"):
        private_folder(tmp_path / "run")


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path):
    first = read_secret_key(tmp_path, create=True)
    assert len(first) >= 50
    assert read_secret_key(tmp_path, create=True) == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_no_key_is_made_where_one_must_be_set(tmp_path):
    assert read_secret_key(tmp_path, create=False) == ""
    assert not (tmp_path / "secret_key").exists()
