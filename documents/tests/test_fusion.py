import numpy as np
import pytest

from documents.fusion import closeness, convex, lexical_share, ranks, rrf

NAN = float("nan")


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param([0.2, 0.9, 0.5], [3, 1, 2], id="highest first"),
        pytest.param([0.5, 0.5], [1, 2], id="ties in the order given"),
        pytest.param([0.0, NAN, 0.1], [None, None, 1], id="nothing has no rank"),
    ],
)
def test_ranks(scores, expected):
    assert ranks(scores) == expected


def test_rrf_is_the_sum_of_reciprocal_ranks():
    assert rrf(np.array([0.9, 0.1]), np.array([0.0, 3.0])).tolist() == pytest.approx([1 / 61, 1 / 62 + 1 / 61])


def test_convex_weighs_both_and_lets_words_stand_for_what_the_model_cannot_place():
    assert convex(np.array([0.8, NAN]), np.array([0.2, 0.6]), 0.5).tolist() == pytest.approx([0.5, 0.6])


def test_closeness_starts_at_what_unrelated_texts_get():
    assert closeness(np.array([0.7, 0.85, 0.2]), 0.7).tolist() == pytest.approx([0, 0.5, 0])


def test_lexical_share_of_a_question_without_words_is_nothing():
    assert lexical_share(np.array([0.0]), 0.0).tolist() == [0]
    assert lexical_share(np.array([2.0, 9.0]), 8.0).tolist() == [0.25, 1]
