"""Each web server answers on the socket that it is handed, and leaves when it is told to."""

import os
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from config.programs import BASE


@pytest.mark.slow
@pytest.mark.parametrize("name", ["uvicorn", "daphne"])
def test_a_server_answers_on_the_inherited_socket(name):
    with socket.create_server(("127.0.0.1", 0)) as listening, serve(name, listening.fileno()) as server:
        answer = httpx.get(f"http://127.0.0.1:{listening.getsockname()[1]}/health/live", timeout=60)
        assert (answer.status_code, name in answer.headers["Server"].lower()) == (200, True)
        server.send_signal(signal.SIGTERM)
        output = server.communicate(timeout=20)[0]
        assert "Traceback" not in output


def test_an_unknown_server_is_refused():
    output = serve("gunicorn", 0).communicate(timeout=20)[0]
    assert "set it to uvicorn or daphne" in output


def serve(name, fd):
    environ = os.environ | {"WEB_SERVER": name, "DJANGO_SETTINGS_MODULE": "config.test_settings", "PYTHONPATH": str(BASE)}
    argv = [sys.executable, "-m", "config.serve", "--fd", str(fd)]
    return subprocess.Popen(argv, cwd=BASE, env=environ, pass_fds=(fd,), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
