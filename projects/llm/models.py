"""The catalogue of models, who provides them, and the ledger of calls."""

import os
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.sealing import SealedField


class Provider(models.Model):
    """A service that answers model calls, reached with a key or at an address of its own."""

    class Kind(models.TextChoices):
        OPENAI = "openai", "OpenAI"
        ANTHROPIC = "anthropic", "Anthropic"
        GROQ = "groq", "Groq"
        OLLAMA = "ollama_chat", "Ollama"
        VLLM = "hosted_vllm", "vLLM"
        LITELLM_PROXY = "litellm_proxy", _("LiteLLM proxy")
        COMPATIBLE = "openai_like", _("Another OpenAI-compatible server")

    NEEDS_KEY = (Kind.OPENAI, Kind.ANTHROPIC, Kind.GROQ)
    # Settings of the environment that stand in for an empty column: (key, base URL).
    ENVIRONMENT = {
        Kind.OPENAI: ("OPENAI_API_KEY", "OPENAI_BASE_URL"),
        Kind.ANTHROPIC: ("ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"),
        Kind.GROQ: ("GROQ_API_KEY", ""),
        Kind.OLLAMA: ("", "OLLAMA_URL"),
        Kind.LITELLM_PROXY: ("LITELLM_MASTER_KEY", "LITELLM_URL"),
    }

    name = models.SlugField(_("name"), max_length=40, unique=True, help_text=_("First part of its models' ids."))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    stored_key = SealedField(_("API key"), blank=True, help_text=_("Stored encrypted; empty: taken from the environment."))
    stored_base_url = models.URLField(_("base URL"), blank=True, max_length=500)
    timeout_s = models.PositiveSmallIntegerField(_("seconds to wait"), default=60, validators=[MinValueValidator(1)])
    is_enabled = models.BooleanField(_("enabled"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name, verbose_name_plural = _("model provider"), _("model providers")

    def __str__(self):
        return self.name

    @property
    def api_key(self):
        return self.stored_key or self._from_environment(0)

    @property
    def base_url(self):
        return self.stored_base_url or self._from_environment(1)

    @property
    def is_configured(self):
        """Whether calls have a chance: its key is known, or its address where no key is needed."""
        return self.is_enabled and bool(self.api_key if self.kind in self.NEEDS_KEY else self.base_url)

    def _from_environment(self, which):
        variable = self.ENVIRONMENT.get(self.kind, ("", ""))[which]
        return os.environ.get(variable, "") if variable and self.name == self.kind.removesuffix("_chat") else ""


class CatalogModelQuerySet(models.QuerySet):
    def callable(self):
        """Enabled answer models whose provider is configured, built-in ones first."""
        rows = self.filter(kind=CatalogModel.Kind.LLM, is_enabled=True).select_related("provider")
        return [row for row in rows if row.is_builtin or row.provider.is_configured]


class CatalogModel(models.Model):
    """A model that projects may call: what it is, what it takes and what it costs."""

    class Kind(models.TextChoices):
        LLM = "llm", _("Answers")
        EMBEDDING = "embedding", _("Embeddings")
        RERANKER = "reranker", _("Re-ranking")
        TRANSCRIPTION = "transcription", _("Transcription")

    # What `capabilities` may say: reads pictures; writes transcripts without time stamps; calls tools by the protocol's own means.
    VISION, UNTIMED, TOOLS = "vision", "untimed", "tools"

    id = models.CharField(_("id"), max_length=160, primary_key=True)
    label = models.CharField(_("label"), max_length=120)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.LLM)
    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, null=True, blank=True, related_name="models")
    provider_model = models.CharField(_("name at the provider"), max_length=160, blank=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    context_window = models.PositiveIntegerField(_("context window in tokens"), default=8192)
    max_output_tokens = models.PositiveIntegerField(_("longest answer in tokens"), default=2048)
    input_usd_per_million = models.DecimalField(_("USD per million tokens in"), max_digits=10, decimal_places=4, default=0)
    output_usd_per_million = models.DecimalField(_("USD per million tokens out"), max_digits=10, decimal_places=4, default=0)
    audio_usd_per_minute = models.DecimalField(_("USD per minute of audio"), max_digits=10, decimal_places=6, default=0)
    tier = models.CharField(_("lowest tier"), max_length=16, default="free")
    capabilities = models.JSONField(_("capabilities"), default=list, blank=True)
    fallback = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_enabled = models.BooleanField(_("enabled"), default=True)
    is_default = models.BooleanField(_("default"), default=False)

    objects = CatalogModelQuerySet.as_manager()

    class Meta:
        ordering = [models.F("provider__name").asc(nulls_first=True), "label"]
        verbose_name, verbose_name_plural = _("model"), _("models")
        constraints = [models.UniqueConstraint(fields=["kind"], condition=models.Q(is_default=True), name="one_default_model_per_kind")]

    def __str__(self):
        return self.label

    @property
    def calls_tools(self):
        """Whether tools are offered by the protocol's own means; to other models they are described in words."""
        return self.TOOLS in self.capabilities

    @property
    def is_builtin(self):
        return self.provider_id is None

    def cost_usd(self, tokens_in, tokens_out, audio_s=0):
        tokens = Decimal(self.input_usd_per_million) * tokens_in + Decimal(self.output_usd_per_million) * tokens_out
        return tokens / 1_000_000 + Decimal(self.audio_usd_per_minute) * audio_s / 60


class ModelCall(models.Model):
    """One call of a model, as it was charged: prices are copied, so that history does not change with them."""

    class Counted(models.TextChoices):
        EXACT = "exact", _("told by the provider")
        ESTIMATED = "estimated", _("estimated")

    project = models.ForeignKey("projects.Project", on_delete=models.SET_NULL, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    model = models.CharField(max_length=160)
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=64, blank=True, db_index=True)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    audio_s = models.PositiveIntegerField(default=0)
    counted = models.CharField(max_length=9, choices=Counted, default=Counted.ESTIMATED)
    input_usd_per_million = models.DecimalField(max_digits=10, decimal_places=4, default=0)
    output_usd_per_million = models.DecimalField(max_digits=10, decimal_places=4, default=0)
    audio_usd_per_minute = models.DecimalField(max_digits=10, decimal_places=6, default=0)
    cost_usd = models.DecimalField(max_digits=14, decimal_places=8, default=0)
    first_token_ms = models.PositiveIntegerField(null=True)
    latency_ms = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name, verbose_name_plural = _("model call"), _("model calls")

    def __str__(self):
        return f"{self.model} for {self.purpose}"
