"""The order of work when workers die: a model of a run, without processes."""

from hypothesis import given
from hypothesis import strategies as st

from newslint.engine.plan import MAX_DEATHS, Plan, Task


@given(
    count=st.integers(0, 60),
    chunk=st.integers(1, 9),
    ahead=st.integers(1, 40),
    workers=st.integers(1, 4),
    killers=st.sets(st.integers(0, 59), max_size=12),
    killed=st.integers(-1, 20),
    data=st.data(),
)
def test_every_item_has_its_result_in_order(
    count: int,
    chunk: int,
    ahead: int,
    workers: int,
    killers: set[int],
    killed: int,
    data: st.DataObject,
) -> None:
    """``killers`` kill every worker, and the worker of one step, ``killed``, dies of something
    else: only the killers are lost, and workers in proportion to them."""
    items = [str(number) for number in range(count)]
    plan = Plan(items, lambda item: f"{item} lost", chunk, ahead)
    busy: list[Task] = []
    results: list[str] = []
    deaths = step = 0
    while plan.unfinished:
        while plan.waiting and len(busy) < workers:
            busy.append(plan.take())
        assert busy
        assert max(task.stop for task in busy) < len(results) + ahead + chunk
        task = busy.pop(data.draw(st.integers(0, len(busy) - 1)))
        if step == killed or not killers.isdisjoint(range(task.start, task.stop)):
            plan.retry(task)
            deaths += 1
        else:
            plan.finish(task, plan.items(task))
        results += plan.due()
        step += 1
    lost = killers & {*range(count)}
    assert results == [f"{item} lost" if int(item) in lost else item for item in items]
    assert deaths <= MAX_DEATHS * len(lost) + (killed >= 0)
