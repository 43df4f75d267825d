"""Parts of one job in several processes: answers in the order of the parts, whoever gave them, and whatever became of who should have."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest

from crawler.pool.workers import Workers

pytestmark = pytest.mark.slow


def square(number: int) -> tuple[int, int]:
    """Return a square, and who worked it out."""
    return number * number, os.getpid()


def slow_if_even(number: int) -> int:
    """Take longer over even numbers: answers would come out of order."""
    time.sleep(0.05 if number % 2 == 0 else 0)
    return number


def refuse(number: int) -> int:
    """Refuse one number."""
    if number == 3:
        raise ValueError("not three")
    return number


def die(number: int) -> int:
    """End the process over one number, the first time."""
    if number == 2 and multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("processes", [0, 1, 3])
def test_answers_come_in_the_order_of_the_parts(processes):
    """Of none, of fewer parts than processes, and of many; and other processes give them, where there are any."""
    with Workers(processes) as workers:
        assert list(workers.each(square, [])) == []
        for parts in ([5], range(40)):
            made = list(workers.each(square, parts))
            assert [number for number, _ in made] == [number * number for number in parts]
            assert {who == os.getpid() for _, who in made} == {processes == 0}
        assert list(workers.each(slow_if_even, range(9))) == list(range(9))


def test_parts_are_asked_for_one_ahead_of_each_process():
    """What is worked on is made when somebody can take it, not all at once."""
    given = []

    def parts():
        for number in range(10):
            given.append(number)
            yield number

    with Workers(2) as workers:
        answers = workers.each(square, parts())
        assert next(answers)[0] == 0
        assert given == [0, 1, 2]
        assert [number for number, _ in answers] == [n * n for n in range(1, 10)]


def test_an_error_is_raised_here_and_nobody_is_left():
    """The error of the part, when it is its turn; the processes end, and others are begun for the next work."""
    with Workers(2) as workers:
        answers = workers.each(refuse, range(8))
        assert [next(answers) for _ in range(3)] == [0, 1, 2]
        with pytest.raises(ValueError, match="not three"):
            next(answers)
        assert [number for number, _ in workers.each(square, range(4))] == [0, 1, 4, 9]


def test_who_stops_listening_leaves_no_answers_for_the_next():
    """Answers that nobody took are not taken for those of other work."""
    with Workers(2) as workers:
        answers = workers.each(square, range(8))
        next(answers)
        answers.close()
        assert list(workers.each(slow_if_even, range(4))) == [0, 1, 2, 3]


def test_a_process_that_ends_costs_only_its_time():
    """Its part is worked on here, and so are those that it would have got."""
    with Workers(2) as workers:
        assert list(workers.each(die, range(9))) == list(range(9))
