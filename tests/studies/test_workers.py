"""Work shared out among processes: order, errors, and processes that end too early."""

from __future__ import annotations

import os
import signal

import pytest

from coopcli.studies.workers import WorkerLost, in_order


@pytest.mark.parametrize("count", [1, 2, 3, 5, 20])
def test_results_come_in_the_order_of_the_pieces(count: int) -> None:
    assert list(in_order(lambda n: n * n, range(17), count)) == [n * n for n in range(17)]


def test_no_pieces_give_no_results() -> None:
    assert list(in_order(lambda n: n, [], 2)) == []


def test_results_beyond_what_a_pipe_holds_come_whole() -> None:
    made = list(in_order(lambda n: "x" * 300_000 + str(n), range(6), 2))

    assert [text[300_000:] for text in made] == list("012345")


def test_an_error_of_the_work_is_raised_after_what_came_before_it() -> None:
    results = in_order(lambda n: 12 // (3 - n), range(6), 2)

    assert [next(results) for _ in range(3)] == [4, 6, 12]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_a_process_that_is_killed_is_shown() -> None:
    def work(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    results = in_order(work, range(6), 2)

    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(WorkerLost):
        next(results)


def test_no_process_is_left_when_the_results_are_no_longer_wanted() -> None:
    results = in_order(lambda _: os.getpid(), range(1000), 2)
    processes = {next(results), next(results)}
    results.close()  # type: ignore[attr-defined]

    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
