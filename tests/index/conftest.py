"""One real build of the sample corpus, shared by all tests of the index; copies of it to damage."""

import shutil

import pytest
from index_sample import open_sample

from index.builds import current_build
from index.open import index_folder


@pytest.fixture(scope="session")
def built_data_dir(tmp_path_factory):
    """A data folder with the sample corpus indexed by the real model."""
    data_dir = tmp_path_factory.mktemp("data")
    open_sample(data_dir)
    return data_dir


@pytest.fixture(scope="session")
def index(built_data_dir):
    """The sample corpus, searchable."""
    return open_sample(built_data_dir)


@pytest.fixture(scope="session")
def build(built_data_dir):
    """The folder of the build in service; not to be changed."""
    return current_build(index_folder(built_data_dir, "sample"))


@pytest.fixture
def copied_data_dir(built_data_dir, tmp_path):
    """A copy of the data folder, free to be damaged."""
    return shutil.copytree(built_data_dir, tmp_path / "data")


@pytest.fixture
def sample_opener():
    """Opens the sample corpus in a data folder, with any argument changed."""
    return open_sample
