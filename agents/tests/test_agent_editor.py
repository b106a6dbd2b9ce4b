"""The editor of agents in a browser: form and YAML follow each other while somebody types."""

import pytest

from agents.models import Agent

pytestmark = pytest.mark.django_db(transaction=True)


def test_form_and_yaml_follow_each_other_and_the_draft_answers(live, page, alice_client, project, handbook):
    from playwright.sync_api import expect

    page.context.add_cookies([{"name": name, "value": morsel.value, "url": live} for name, morsel in alice_client.cookies.items()])
    page.goto(f"{live}/projects/{project.pk}/agents/new/")
    page.get_by_label("Name", exact=True).fill("Clerk")
    expect(page.locator("#preview")).to_contain_text("Clerk")
    page.locator("#editor label", has_text="YAML").click()
    yaml = page.locator("#yaml")
    assert "name: Clerk" in yaml.input_value()
    yaml.fill(yaml.input_value().replace("rag_search", "rag_serach"))
    fault = page.locator("#preview [data-line]")
    expect(fault).to_contain_text("Did you mean rag_search?")
    expect(page.locator(".yaml-lines .wrong")).to_have_text(fault.get_attribute("data-line"))
    yaml.fill(yaml.input_value().replace("rag_serach", "rag_search").replace("Clerk", "Registrar"))
    expect(page.locator("#preview")).to_contain_text("Registrar")
    expect(page.locator("#name_en")).to_have_value("Registrar")
    page.get_by_label("Question", exact=True).fill("How long is probation?")
    page.get_by_role("button", name="Ask the draft").click()
    expect(page.locator("#trial")).to_contain_text("119 days")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Registrar")).to_be_visible()
    assert Agent.objects.get(project=project, is_draft=False).name == "Registrar"
