from agents.models.agent import Agent, AgentVersion, McpServer
from agents.models.conversation import Conversation, Feedback, Message, Share
from agents.models.run import AnswerSentence, Citation, Comparison, Run, RunEvent, Step

__all__ = [
    "Agent",
    "AgentVersion",
    "AnswerSentence",
    "Citation",
    "Comparison",
    "Conversation",
    "Feedback",
    "McpServer",
    "Message",
    "Run",
    "RunEvent",
    "Share",
    "Step",
]
