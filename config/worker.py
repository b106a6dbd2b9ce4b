"""A Celery worker process, with the clock (beat) as one of its threads where asked.

`celery worker -B` would fork the clock off as a process of its own, which outlives a killed worker.
"""

import argparse

from celery.beat import EmbeddedService
from celery.signals import worker_ready

from config.celery import app


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("queue", choices=["ingest", "default"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--beat", action="store_true", help="also send what is due by the clock")
    asked = parser.parse_args()
    if asked.beat:
        worker_ready.connect(lambda **_: EmbeddedService(app, thread=True).start(), weak=False)
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel=INFO"]
    pool = ["--pool=threads", f"--concurrency={asked.threads}"]
    app.worker_main(["worker", f"--queues={asked.queue}", f"--hostname={asked.queue}@%h", *pool, *quiet])


if __name__ == "__main__":
    main()
