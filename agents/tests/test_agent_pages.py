"""The room of agents as pages: finding, writing in two ways, trying out, versions, sharing."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agents import drafting
from agents.models import Agent, AgentVersion, Conversation, Run
from projects.models import Membership, Role

pytestmark = pytest.mark.django_db
GOOD = "# mine\nagent:\n  name: Clerk\npersona:\n  system_prompt: Be brief.\ntools:\n  - name: rag_search\n"
HTMX = {"hx-request": "true"}


def room(project, *parts):
    return "/".join([f"/projects/{project.pk}/agents", *map(str, parts), ""])


def form_of(html):
    """Return what a browser would send of the editor in html."""
    sent = {"yaml": unescape(re.search(r'<textarea form="editor" name="yaml"[^>]*>\n(.*?)</textarea>', html, re.S)[1])}
    pane = html[html.index('id="pane-form"') :]
    for name, value in re.findall(r'name="(source_mark|fields_mark)" value="(.*?)"', html):
        sent[name] = value
    for field in re.findall(r"<input [^>]*>", pane[: pane.index("</details>\n</div>")]):
        name, value = re.search(r'name="(.*?)"', field), re.search(r'value="(.*?)"', field)
        if name and ("checkbox" not in field and "radio" not in field or " checked" in field):
            sent.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    for name, text in re.findall(
        r'<textarea [^>]*name="(system_prompt|documents|connections|config:\w+)"[^>]*>\n(.*?)</textarea>', pane, re.S
    ):
        sent[name] = unescape(text)
    return sent


@pytest.fixture
def clerk(alice_client, project):
    alice_client.post(room(project, "new"), {"yaml": GOOD, "tab": "yaml", "save": "1", "is_shared": "1"})
    return Agent.objects.get(project=project)


def test_the_list_finds_in_both_languages_and_filters(alice_client, project, clerk):
    page = alice_client.get(room(project)).content.decode()
    assert all(name in page for name in ("General", "Legal", "Data Analyst", "Clerk"))
    found = alice_client.get(room(project), {"q": "clerk"}, headers=HTMX).content.decode()
    assert "Clerk" in found
    assert "Legal" not in found
    assert "<html" not in found
    assert "Clerk" not in alice_client.get(room(project), {"show": "built-in"}).content.decode()
    assert "No agent fits" in alice_client.get(room(project), {"q": "zebra"}).content.decode()


def test_a_tool_that_is_not_installed_is_said_to_be(alice_client, project):
    analyst = Agent.objects.get(slug="data-analyst")
    assert "not installed" in alice_client.get(room(project, analyst.pk)).content.decode()


def test_a_page_says_who_an_agent_is(alice_client, project):
    legal = Agent.objects.get(slug="legal")
    page = alice_client.get(room(project, legal.pk)).content.decode()
    for part in ("You support lawyers", "Search the documents", "List the obligations", f"?agent={legal.pk}"):
        assert part in page
    assert room(project, legal.pk, "edit") not in page


def test_what_is_written_as_yaml_is_saved_as_it_is(clerk):
    assert clerk.current.source == GOOD
    assert clerk.is_shared


def test_what_is_wrong_is_shown_at_its_line_and_nothing_is_saved(alice_client, project):
    answer = alice_client.post(room(project, "new"), {"yaml": GOOD.replace("rag_search", "rag_serach"), "tab": "yaml", "save": "1"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 400
    assert "Line 7, column 11: There is no tool rag_serach here. Did you mean rag_search?" in page
    assert '<span class="wrong">7</span>' in page
    assert not Agent.objects.filter(project=project).exists()


def test_the_form_makes_the_yaml(alice_client, project):
    sent = form_of(alice_client.get(room(project, "new")).content.decode())
    sent |= {
        "name_en": "Clerk",
        "name_th": "เสมียน",
        "system_prompt": "Be brief.",
        "icon": "scale",
        "steps": "5",
        "tab": "form",
        "save": "1",
    }
    sent |= {"prompt_en": ["What?", ""], "prompt_th": ["อะไร", ""], "documents": "*.pdf", "config:rag_search": "top_k: 3"}
    alice_client.post(room(project, "new"), sent)
    definition = Agent.objects.get(project=project).current.definition
    assert definition["agent"]["name"] == {"en": "Clerk", "th": "เสมียน"}
    assert definition["budgets"] == {"steps": 5}
    assert definition["knowledge_base"]["sources"] == [{"type": "local", "path": "*.pdf"}]
    assert definition["ui"]["suggested_prompts"] == [{"en": "What?", "th": "อะไร"}]
    assert definition["tools"] == [{"name": "rag_search", "config": {"top_k": 3}}]


def test_an_untouched_form_leaves_the_yaml_alone(alice_client, project, clerk):
    sent = form_of(alice_client.get(room(project, clerk.pk, "edit")).content.decode())
    alice_client.post(room(project, clerk.pk, "edit"), sent | {"tab": "form", "save": "1"})
    clerk.refresh_from_db()
    assert (clerk.current.number, clerk.current.source) == (1, GOOD)


def test_an_untouched_form_of_each_built_in_agent_leaves_its_yaml_alone(rf):
    for agent in Agent.objects.filter(project=None).select_related("current"):
        draft = drafting.opened(agent.current.source)
        assert draft.fields_mark == drafting.builder.digest(draft.fields)
        assert drafting.builder.build(draft.fields) == agent.current.definition


@pytest.mark.parametrize("tab", ["form", "yaml"])
def test_the_preview_brings_the_other_half_in_step(alice_client, project, tab):
    sent = form_of(alice_client.get(room(project, "new")).content.decode()) | {"tab": tab}
    if tab == "form":
        sent["name_en"] = "Clerk"
    else:
        sent["yaml"] = GOOD.replace("\n", "\r\n")
    shown = alice_client.post(room(project, "preview"), sent, headers=HTMX).content.decode()
    assert "Clerk" in shown
    assert ('id="yaml-editor" hx-swap-oob="true"' in shown) == (tab == "form")
    assert ('id="pane-form" hx-swap-oob="true"' in shown) == (tab == "yaml")
    again = alice_client.post(room(project, "preview"), sent | form_of_fragment(shown), headers=HTMX).content.decode()
    assert "hx-swap-oob" not in again


def form_of_fragment(html):
    """Return the fields that a preview's out-of-band parts change in the page."""
    changed = dict(re.findall(r'name="(source_mark|fields_mark)" value="(.*?)"', html))
    if 'id="yaml-editor"' in html:
        changed["yaml"] = unescape(re.search(r'name="yaml"[^>]*>\n(.*?)</textarea>', html, re.S)[1])
    if 'id="pane-form"' in html:
        fields = drafting.opened(GOOD).fields
        changed |= {
            "name_en": "Clerk",
            "description_en": "",
            "icon": "",
            "system_prompt": fields["system_prompt"],
            "prompt_en": "",
            "prompt_th": "",
        }
    return changed


def test_a_preview_of_faulty_yaml_points_at_its_line(alice_client, project):
    shown = alice_client.post(room(project, "preview"), {"yaml": "agent:\n\tname: x", "tab": "yaml"}, headers=HTMX).content.decode()
    assert 'data-line="2" data-column="1"' in shown
    assert "tab" in shown


def test_markup_in_a_definition_is_shown_as_text(alice_client, project):
    shown = alice_client.post(room(project, "preview"), {"yaml": GOOD.replace("Clerk", "<img src=x>"), "tab": "yaml"}, headers=HTMX)
    assert "<img" not in shown.content.decode()


@pytest.mark.parametrize(
    ("data", "part"),
    [(GOOD.encode(), "Clerk"), (b"\xff\xfe", "UTF-8"), (b"agent: [", "comma"), (b"x" * 70_000, "64 kB"), (b"", "empty")],
)
def test_a_file_is_opened_in_the_editor_and_not_saved(alice_client, project, data, part):
    file = SimpleUploadedFile("clerk.yaml", data)
    assert part in alice_client.post(room(project, "new"), {"upload": "1", "file": file}).content.decode()
    assert not Agent.objects.filter(project=project).exists()


def test_versions_are_compared_and_brought_back(alice_client, project, clerk):
    sent = form_of(alice_client.get(room(project, clerk.pk, "edit")).content.decode())
    alice_client.post(
        room(project, clerk.pk, "edit"), sent | {"yaml": GOOD.replace("brief", "kind"), "tab": "yaml", "save": "1", "note": "Kinder"}
    )
    page = alice_client.get(room(project, clerk.pk)).content.decode()
    assert "Kinder" in page
    diff = alice_client.get(room(project, clerk.pk, "versions"), {"from": "1"}).content.decode()
    assert re.search(r"<del>.*Be brief\.</del>", diff)
    assert re.search(r"<ins>.*Be kind\.</ins>", diff)
    alice_client.post(room(project, clerk.pk, "versions", 1, "restore"))
    clerk.refresh_from_db()
    assert (clerk.current.number, clerk.current.source, clerk.current.note) == (3, GOOD, "As in version 1")


def test_a_built_in_agent_is_duplicated_to_be_changed(bob, bob_client, project):
    legal = Agent.objects.get(slug="legal")
    answer = bob_client.post(room(project, legal.pk, "duplicate"))
    copy = Agent.objects.get(project=project)
    assert answer["Location"] == room(project, copy.pk, "edit")
    assert (copy.name, copy.is_shared, copy.created_by) == ("Legal (copy)", False, bob)
    assert copy.current.definition["tools"] == legal.current.definition["tools"]
    assert bob_client.get(answer["Location"]).status_code == 200


def test_sharing_switching_off_and_deleting(alice_client, bob_client, project, clerk):
    for wish in ("unshare", "disable"):
        alice_client.post(room(project, clerk.pk, "state"), {"do": wish})
    assert bob_client.get(room(project, clerk.pk)).status_code == 404
    assert str(clerk.pk) not in alice_client.get(f"/projects/{project.pk}/chat/").content.decode()
    alice_client.post(room(project, clerk.pk, "state"), {"do": "share"})
    assert bob_client.get(room(project, clerk.pk)).status_code == 200
    alice_client.post(room(project, clerk.pk, "delete"))
    assert not AgentVersion.objects.filter(agent=clerk.pk).exists()


def test_a_viewer_writes_for_themselves_alone(bob, bob_client, project, clerk):
    Membership.objects.filter(project=project, user=bob).update(role=Role.VIEWER)
    assert room(project, clerk.pk, "edit") not in bob_client.get(room(project, clerk.pk)).content.decode()
    assert bob_client.get(room(project, clerk.pk, "edit")).status_code == 403
    assert bob_client.post(room(project, clerk.pk, "delete")).status_code == 403
    bob_client.post(room(project, "new"), {"yaml": GOOD, "tab": "yaml", "save": "1"})
    assert Agent.objects.filter(project=project, created_by=bob, is_shared=False).exists()


def test_the_yaml_is_downloaded(alice_client, project, clerk):
    answer = alice_client.get(room(project, clerk.pk, "download"))
    assert answer.content.decode() == GOOD
    assert 'filename="clerk.yaml"' in answer["Content-Disposition"]


def test_the_projects_agent_is_chosen_in_settings_and_in_its_file(alice_client, project, clerk):
    from projects import settings_file

    assert "agent: general" in settings_file.export(project)
    page = alice_client.get(f"/projects/{project.pk}/settings/").content.decode()
    assert f'<option value="{clerk.pk}">Clerk</option>' in page
    assert settings_file.read(f"project:\n  agent: {clerk.pk}\n", project) == {"agent": str(clerk.pk)}
    project.agent = str(clerk.pk)
    project.save()
    chat = alice_client.get(f"/projects/{project.pk}/chat/").content.decode()
    assert f'<option value="{clerk.pk}" selected>Clerk</option>' in chat


def test_a_copy_of_a_project_has_the_agents_that_were_shared(alice, project, clerk):
    from projects.lifecycle import duplicate

    project.agent = str(clerk.pk)
    project.save()
    copy = duplicate(project, alice)
    copy.refresh_from_db()
    twin = Agent.objects.get(project=copy)
    assert (twin.name, copy.agent) == ("Clerk", str(twin.pk))


@pytest.mark.django_db(transaction=True)
def test_a_draft_is_tried_out_without_being_saved(alice_client, bob_client, project, handbook):
    sent = {"yaml": GOOD, "tab": "yaml", "trial_question": "How long is probation?"}
    page = alice_client.post(room(project, "trial"), sent).content.decode()
    assert "119 days" in page
    run = Run.objects.get()
    assert run.agent_version.definition["agent"]["name"] == "Clerk"
    assert run.conversation.is_temporary
    assert not Agent.objects.visible_to(run.conversation.user).filter(project=project).exists()
    assert "Clerk" not in alice_client.get(room(project)).content.decode()
    assert "How long is probation?" not in alice_client.get(f"/projects/{project.pk}/conversations/").content.decode()
    assert "119 days" in alice_client.get(room(project, "trial", run.pk), headers=HTMX).content.decode()
    assert bob_client.get(room(project, "trial", run.pk)).status_code == 404


def test_a_trial_says_what_is_missing(alice_client, project):
    shown = alice_client.post(room(project, "trial"), {"yaml": GOOD, "tab": "yaml", "trial_question": " "}, headers=HTMX)
    assert "Write a question first." in shown.content.decode()
    shown = alice_client.post(room(project, "trial"), {"yaml": "agent:", "tab": "yaml", "trial_question": "x"}, headers=HTMX)
    assert "Mend what is wrong first" in shown.content.decode()
    assert not Conversation.objects.exists()
