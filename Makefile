# Every target does its own set-up, again and again.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
ARGS ?=

.PHONY: run test lint bench lock css messages setup-run setup-test

run: setup-run
	@exec $(PY) -m config.supervisor $(ARGS)

test: setup-test
	@exec $(PY) -m pytest -n 2 --dist loadgroup $(ARGS)

lint: setup-test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

bench: setup-test
	$(PY) -m benchmarks $(ARGS)

lock: setup-run
	$(PY) requirements/lock.py

css:
	npm --prefix frontend ci
	npm --prefix frontend run build

messages: setup-run
	$(PY) manage.py makemessages --locale th --no-location --no-obsolete --ignore .venv --ignore node_modules
	$(PY) manage.py compilemessages --locale th --ignore .venv

setup-run:
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) config/bootstrap.py run

setup-test:
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) config/bootstrap.py test
