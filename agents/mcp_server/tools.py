"""What assistants may call: each tool with its schemas, its scopes, and the work itself. Knows nothing of the protocol."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from accounts.key_access import READING, Scope
from agents.mcp_server import resources
from agents.mcp_server.asking import ask
from agents.mcp_server.finding import list_projects, project_named
from documents.listing import documents_of
from documents.retrieval import retrieve
from projects.threads import in_thread

MOST_PASSAGES, MOST_DOCUMENTS = 50, 200
PROJECT = {
    "type": "string",
    "maxLength": 200,
    "description": "Id or name of the project, as list_projects gives it. May be left out where there is only one.",
}
TEXT, NUMBER, WHOLE = {"type": "string"}, {"type": "number"}, {"type": ["integer", "null"]}
PLACE = {
    "document_id": {"type": ["string", "null"]},
    "document": TEXT,
    "page": WHOLE,
    "row": WHOLE,
    "headings": {"type": "array", "items": TEXT},
    "score": NUMBER,
}


@dataclass(frozen=True)
class Tool:
    """call(user, **arguments) returns data that conforms to `returns`, or raises PlatformError."""

    name: str
    title: str
    description: str
    parameters: dict
    returns: dict
    call: Callable[..., Awaitable[dict]]
    scopes: tuple[str, ...] = READING


def _object(properties, required=None):
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
        "additionalProperties": False,
    }


def _list_of(properties):
    return {"type": "array", "items": _object(properties)}


@in_thread
def _projects(user):
    return {"projects": list_projects(user)}


@in_thread
def _search(user, query, project="", top_k=None):
    found = retrieve(project_named(user, project), query, top_k=top_k, user=user)
    return {"passages": [_passage(number, passage) for number, passage in enumerate(found.passages, 1)]}


def _passage(number, passage):
    return {
        "number": number,
        "document_id": str(passage.document_id),
        "document": passage.document_name,
        "page": passage.page_start,
        "row": passage.row_start,
        "headings": list(passage.heading_path),
        "score": round(passage.score, 4),
        "text": passage.text,
    }


@in_thread
def _documents(user, project="", words="", offset=0, limit=50):
    chosen = project_named(user, project)
    found = documents_of(chosen, words=words, sort="name")
    total = found.count()
    rows = found[offset : offset + limit]
    more = offset + limit < total
    return {
        "documents": [_document(chosen, row) for row in rows],
        "total": total,
        "next_offset": offset + limit if more else None,
    }


def _document(project, row):
    address = resources.address(project.pk, row.pk)
    return {"id": str(row.pk), "name": row.name, "state": row.state, "updated_at": row.updated_at.isoformat(), "uri": address}


async def _ask(user, question, project="", agent=""):
    return await ask(user, project, question, agent)


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "list_projects",
            "List projects",
            "List the projects that can be searched and asked, with what each is about and the agents it has.",
            _object({}),
            _object({"projects": _list_of({"id": TEXT, "name": TEXT, "description": TEXT, "agents": {"type": "array", "items": TEXT}})}),
            _projects,
            (Scope.READ, Scope.CHAT),
        ),
        Tool(
            "search",
            "Search documents",
            "Find the passages of a project's documents that fit a question best, with document, page and score (0 to 1). "
            "Ask in the language of the documents if you can; English and Thai are both understood.",
            _object(
                {
                    "query": {"type": "string", "minLength": 1, "maxLength": 4000, "description": "A full question or phrase."},
                    "project": PROJECT,
                    "top_k": {"type": "integer", "minimum": 1, "maximum": MOST_PASSAGES, "description": "How many passages at most."},
                },
                ["query"],
            ),
            _object({"passages": _list_of({"number": {"type": "integer"}, **PLACE, "text": TEXT})}),
            _search,
        ),
        Tool(
            "ask",
            "Ask the documents",
            "Ask a project a question. The answer is made from its documents; each sentence was checked against them, and [n] points to "
            "a citation. `refused` means that the documents do not hold the answer.",
            _object(
                {
                    "question": {"type": "string", "minLength": 1, "maxLength": 16000},
                    "project": PROJECT,
                    "agent": {"type": "string", "maxLength": 120, "description": "One of the project's agents, by name; usually left out."},
                },
                ["question"],
            ),
            _object(
                {
                    "answer": TEXT,
                    "refused": {"type": "boolean"},
                    "confidence": {"type": ["number", "null"]},
                    "citations": _list_of({"number": {"type": "integer"}, **PLACE, "quote": TEXT, "url": TEXT}),
                }
            ),
            _ask,
            (Scope.CHAT,),
        ),
        Tool(
            "list_documents",
            "List documents",
            "List a project's documents by name, with their state and an address to read their text at.",
            _object(
                {
                    "project": PROJECT,
                    "words": {"type": "string", "maxLength": 200, "description": "Part of the name."},
                    "offset": {"type": "integer", "minimum": 0, "maximum": 1_000_000},
                    "limit": {"type": "integer", "minimum": 1, "maximum": MOST_DOCUMENTS},
                },
                [],
            ),
            _object(
                {
                    "documents": _list_of({"id": TEXT, "name": TEXT, "state": TEXT, "updated_at": TEXT, "uri": TEXT}),
                    "total": {"type": "integer"},
                    "next_offset": WHOLE,
                }
            ),
            _documents,
        ),
    )
}
