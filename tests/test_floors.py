"""The floors of the house: a module imports only from floors below its own."""

import ast
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
FLOORS = [{"config"}, {"monitoring"}, {"finetuning"}, {"agents"}, {"documents", "text2sql"}, {"projects"}, {"accounts"}, {"workers"}]
FLOOR_OF = {app: number for number, apps in enumerate(FLOORS) for app in apps}
NAMELESS = {"utils", "helpers", "services", "common", "manager"}


def imports(path: Path) -> list[tuple[int, str]]:
    """Return (line, top-level package) of every import in path, those inside functions too."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(), str(path))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name.partition(".")[0]) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.append((node.lineno, (node.module or "").partition(".")[0]))
        elif isinstance(node, ast.Call) and _imports_by_name(node):
            found.append((node.lineno, node.args[0].value.partition(".")[0]))
    return found


def _imports_by_name(call: ast.Call) -> bool:
    named = getattr(call.func, "id", getattr(call.func, "attr", ""))
    text = call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    return bool(named in ("import_module", "__import__", "import_string") and text)


def modules(app: str) -> list[Path]:
    return [path for path in sorted((BASE / app).rglob("*.py")) if "tests" not in path.parts]


@pytest.mark.parametrize("app", [app for app in FLOOR_OF if (BASE / app).is_dir()])
def test_imports_go_downwards(app):
    upwards = [
        f"{path.relative_to(BASE)}:{line} imports {package}"
        for path in modules(app)
        for line, package in imports(path)
        if package in FLOOR_OF and package != app and FLOOR_OF[package] <= FLOOR_OF[app]
    ]
    assert not upwards, "\n".join(upwards)


def test_the_workers_floor_knows_no_django():
    django = [f"{path.name}:{line}" for path in modules("workers") for line, package in imports(path) if package == "django"]
    assert not django


def test_the_supervisor_knows_no_django():
    files = [
        *(BASE / "config" / "embedded").glob("*.py"),
        *(BASE / "config" / name for name in ("supervisor.py", "keeper.py", "programs.py")),
    ]
    assert not [path.name for path in files for _, package in imports(path) if package in ("django", "celery", "uvicorn")]


def test_files_are_named_for_what_they_do():
    nameless = [str(path.relative_to(BASE)) for app in FLOOR_OF for path in (BASE / app).rglob("*.py") if path.stem in NAMELESS]
    assert not nameless


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("import agents.models", "agents", id="at the top"),
        pytest.param("def f():\n    from agents import models", "agents", id="inside a function"),
        pytest.param("import_module('agents.models')", "agents", id="by name"),
    ],
)
def test_no_import_escapes_the_check(tmp_path, source, expected):
    file = tmp_path / "module.py"
    file.write_text(source)
    assert expected in [package for _, package in imports(file)]
