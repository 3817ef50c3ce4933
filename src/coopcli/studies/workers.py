"""From pieces of work to their results, in order, by processes that each do every n-th piece.

Each process is a copy of this one and writes to a pipe of its own, which is read in turn: nothing
is shared, so nothing can be left locked. A full pipe holds its process back, and a pipe without a
reader or a writer tells either side that the other one has ended.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple, NoReturn, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")

_STOPPING = (signal.SIGINT, signal.SIGTERM)


class WorkerLost(Exception):
    """Raised when a process ended before its work was done."""


class _Worker(NamedTuple):
    process: int
    results: BinaryIO


def in_order(
    work: Callable[[Piece], Result], pieces: Sequence[Piece], count: int
) -> Iterator[Result]:
    """The result of each piece, in the order of the pieces, made by ``count`` processes.

    An exception of the work is raised here as well. Whatever ends this iterator ends the processes.

    Raises: WorkerLost when a process is killed, or dies for want of memory.
    """
    workers: list[_Worker] = []
    # A signal between the birth of a process and its entry in the list would leave it behind.
    held = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        for number in range(count):
            workers.append(_born(work, pieces[number::count], [w.results for w in workers]))
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        for position in range(len(pieces)):
            yield _next(workers[position % count])
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        for worker in workers:
            with suppress(ProcessLookupError):
                os.kill(worker.process, signal.SIGKILL)
            os.waitpid(worker.process, 0)
            worker.results.close()


def _next(worker: _Worker) -> Any:
    try:
        result = pickle.load(worker.results)  # noqa: S301 - our own process wrote it
    except (EOFError, pickle.UnpicklingError):
        raise WorkerLost from None
    if isinstance(result, _Failure):
        raise result.error
    return result


class _Failure(NamedTuple):
    error: Exception


def _born(
    work: Callable[[Piece], Result], pieces: Sequence[Piece], others: list[BinaryIO]
) -> _Worker:
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        for results in others:  # held open here, they would hide that the parent has ended
            results.close()
        _live(work, pieces, writing)
    os.close(writing)
    return _Worker(process, open(reading, "rb"))


def _live(work: Callable[[Piece], Result], pieces: Sequence[Piece], writing: int) -> NoReturn:
    """Does the work and ends, without what Python does at an exit: that is for the parent."""
    try:
        # Ctrl-C reaches every process of the terminal; the parent alone decides what happens then.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
        with open(writing, "wb") as results:
            for piece in pieces:
                try:
                    made: Result | _Failure = work(piece)
                except Exception as error:
                    made = _Failure(error)
                pickle.dump(made, results, pickle.HIGHEST_PROTOCOL)
                results.flush()
    finally:
        os._exit(0)
