from django import forms
from django.utils.translation import gettext_lazy as _

from projects.agent_choice import agent_choices
from projects.choices import MODEL_KINDS, model_choices
from projects.lifecycle import LOOKS, SETTINGS
from projects.marks import COLOURS, ICONS
from projects.models import Project, Role, overlap_fault

SORTS = {
    "name": (_("Name"), ["name"]),
    "recent": (_("Last changed"), ["-updated_at"]),
    "newest": (_("Newest"), ["-created_at"]),
}
SHOWN = {"active": _("Active"), "archived": _("Archived"), "all": _("All")}


class ProjectListForm(forms.Form):
    """Search, filter and order of the list; nonsense in the address falls back to the defaults."""

    q = forms.CharField(required=False, max_length=120)
    show = forms.ChoiceField(choices=SHOWN.items(), required=False)
    sort = forms.ChoiceField(choices=[(key, label) for key, (label, _order) in SORTS.items()], required=False)

    def apply(self, projects):
        self.is_valid()
        chosen = {"q": "", "show": "active", "sort": "recent"} | {key: value for key, value in self.cleaned_data.items() if value}
        if chosen["q"]:
            projects = projects.filter(name__icontains=chosen["q"]) | projects.filter(description__icontains=chosen["q"])
        if chosen["show"] != "all":
            projects = projects.filter(archived_at__isnull=chosen["show"] == "active")
        return projects.order_by(*SORTS[chosen["sort"]][1]), chosen


class ProjectForm(forms.ModelForm):
    icon = forms.ChoiceField(label=_("icon"), choices=[(name, name) for name in ICONS], initial=ICONS[0], widget=forms.RadioSelect)

    class Meta:
        model = Project
        fields = LOOKS
        widgets = {
            "name": forms.TextInput(attrs={"autofocus": True}),
            "description": forms.Textarea(attrs={"rows": 3}),
            "colour": forms.RadioSelect(choices=[(value, value) for value in COLOURS]),
        }


class SettingsForm(forms.ModelForm):
    class Meta:
        model = Project
        fields = SETTINGS
        widgets = {"system_prompt": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "agent": _("It answers unless another is picked in the chat."),
            "llm_model": _("It answers questions unless another is picked in the chat."),
            "embedding_model": _("It finds passages by meaning."),
            "reranker_model": _("It looks at the best passages once more: better order, a little slower."),
            "system_prompt": _("What the model is told before every question, beside the rules for citations."),
            "temperature": _("0 keeps to the likeliest words; higher values vary more. Built-in models ignore it."),
            "top_k": _("How many passages are given to the model."),
            "score_threshold": _("Passages that score below this are left out: 0 keeps all, 1 nearly none."),
            "fusion": _("How hits by meaning and hits by words become one list."),
            "chunk_method": _("Where documents are cut into passages."),
            "chunk_tokens": _("The longest passage."),
            "chunk_overlap": _("What neighbouring passages share."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in MODEL_KINDS:
            choices = model_choices(name, kept=getattr(self.instance, name))
            self.fields[name] = forms.ChoiceField(
                choices=choices, required=False, label=self.fields[name].label, help_text=self.fields[name].help_text
            )
        agent = self.fields["agent"]
        self.fields["agent"] = forms.ChoiceField(
            choices=agent_choices(self.instance), required=False, label=agent.label, help_text=agent.help_text
        )
        self.fields["temperature"].widget.attrs |= {"step": "0.1", "min": "0", "max": "2"}
        self.fields["score_threshold"].widget.attrs |= {"step": "0.05", "min": "0", "max": "1"}

    def clean(self):
        cleaned = super().clean()
        if {"chunk_tokens", "chunk_overlap"} <= cleaned.keys() and (
            fault := overlap_fault(cleaned["chunk_tokens"], cleaned["chunk_overlap"])
        ):
            self.add_error("chunk_overlap", fault)
        return cleaned


class SettingsFileForm(forms.Form):
    """A YAML file, or its text pasted."""

    file = forms.FileField(label=_("YAML file"), required=False, widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}))
    text = forms.CharField(
        label=_("or its text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"})
    )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("file") and not cleaned.get("text"):
            raise forms.ValidationError(_("Choose a file or paste its text."))
        return cleaned

    def content(self):
        file = self.cleaned_data.get("file")
        return file.read(1024 * 1024).decode("utf-8-sig", errors="replace") if file else self.cleaned_data["text"]


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Role, initial=Role.VIEWER)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role)


class DuplicateForm(forms.Form):
    name = forms.CharField(label=_("Name of the copy"), max_length=120)
    with_documents = forms.BooleanField(label=_("Copy its documents too"), required=False, initial=True)


class DeleteForm(forms.Form):
    """Deleting takes everything with it for good, so the name has to be typed."""

    name = forms.CharField(label=_("Type the name of the project to confirm"), widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args, project, **kwargs):
        self.project = project
        super().__init__(*args, **kwargs)

    def clean_name(self):
        if self.cleaned_data["name"].strip() != self.project.name.strip():
            raise forms.ValidationError(_("This is not the name of the project."))
        return self.cleaned_data["name"]
