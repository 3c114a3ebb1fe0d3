"""Engines: who runs the shards of a dump: this process, processes of this machine, or a cluster of dask's.

All run the same function and give the accounts as they come; who dies is replaced by the engine, not by us.
"""

import importlib
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from refexport.dumps.shards import Account, ShardTask, convert_shard
from refexport.errors import FileError

RETRIES = 3
"""How often dask gives a shard to another worker when one dies."""


def run_here(tasks: Sequence[ShardTask], jobs: int = 1) -> Iterator[Account]:
    """The accounts of shards, with so many processes; FileError if one of these was killed."""
    if jobs == 1 or len(tasks) < 2:
        yield from map(convert_shard, tasks)
        return
    with ProcessPoolExecutor(min(jobs, len(tasks)), multiprocessing.get_context("spawn")) as pool:
        futures = [pool.submit(convert_shard, task) for task in tasks]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool:
            hint = "run it again: what is done stays; with fewer --jobs if memory was short"
            raise FileError("a process that converted a shard was killed", hint) from None
        finally:
            pool.shutdown(cancel_futures=True)


def run_on_dask(tasks: Sequence[ShardTask], scheduler: str) -> Iterator[Account]:
    """The accounts of shards, run by the workers of a scheduler, which see the same files under the same names."""
    try:
        distributed = importlib.import_module("distributed")
    except ImportError:
        raise FileError("dask is not here", "pip install 'refexport[dask]'") from None
    try:
        client = distributed.Client(scheduler, timeout="20s")
    except (OSError, TimeoutError, ValueError) as error:
        raise FileError(f"no scheduler of dask answers at {scheduler}: {error}", "start one: dask scheduler") from error
    with client:
        futures = client.map(convert_shard, tasks, retries=RETRIES, pure=False)
        for future in distributed.as_completed(futures):
            yield future.result()
