import os
import subprocess
import sys
import time

from config.embedded.child import spawn
from tests.installation import is_alive, wait_for

PARENT = """
import subprocess, sys, time
from config.embedded.child import spawn
print(spawn([sys.executable, "-c", "import time; time.sleep(60)"]).pid, flush=True)
time.sleep(60)
"""


def test_a_child_dies_with_a_killed_parent():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    time.sleep(0.2)
    assert is_alive(child)
    parent.kill()
    parent.wait()
    wait_for(lambda: not is_alive(child), 5, "its end")


def test_a_child_is_its_own_group_and_yields_where_asked():
    child = spawn([sys.executable, "-c", "import time; time.sleep(60)"], niceness=3)
    assert os.getpgid(child.pid) == child.pid
    assert os.getpriority(os.PRIO_PROCESS, child.pid) == os.getpriority(os.PRIO_PROCESS, 0) + 3
    child.kill()
    child.wait()
