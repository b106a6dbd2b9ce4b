"""Tiny models with random weights, made by the reference library where a test needs another architecture."""

import pytest


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("models")


@pytest.fixture(autouse=True)
def _own_models_dir(models_folder, monkeypatch):
    monkeypatch.setenv("MODELS_DIR", str(models_folder))
    monkeypatch.delenv("EMBEDDING_MODEL", raising=False)
    monkeypatch.delenv("RERANKER_MODEL", raising=False)


@pytest.fixture(scope="session")
def tiny_words():
    """A word tokenizer of few words, in the form every fast tokenizer is saved in."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    known = "[PAD] [UNK] [CLS] [SEP] [MASK] query : passage rent is due on monday boil the rice slowly"
    library = Tokenizer(models.WordLevel({word: number for number, word in enumerate(known.split())}, unk_token="[UNK]"))
    library.normalizer = normalizers.Lowercase()
    library.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    library.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return library


@pytest.fixture(scope="session")
def save_tiny(models_folder, tiny_words):
    """Return a function that saves a tiny transformers model class under MODELS_DIR and returns its folder."""
    torch = pytest.importorskip("torch")
    import transformers

    def save(name, model_class, config_class, **settings):
        torch.manual_seed(7)
        config = config_class(
            vocab_size=32,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=64,
            max_position_embeddings=40,
            pad_token_id=0,
            **settings,
        )
        model = model_class(config).eval()
        for parameter in model.parameters():  # the usual start is too close to zero to tell right from wrong
            torch.nn.init.normal_(parameter, std=0.3)
        folder = models_folder / name
        model.save_pretrained(folder)
        transformers.PreTrainedTokenizerFast(
            tokenizer_object=tiny_words, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", model_max_length=32
        ).save_pretrained(folder)
        return folder

    return save
