"""Questions that only make sense after the one before them."""

import re

from documents.tokens import tokenize

# “And in Bangkok?”, “what about part-time staff?”, “แล้วของพนักงานชั่วคราวล่ะ”
_CONTINUES = re.compile(
    r"^(?:and|or|but|also|what about|how about|why)\b|\b(?:it|its|they|them|their|that|this|those|these|there)\b"
    r"|^(?:แล้ว|และ|ส่วน|ทำไม)|ล่ะ|อันนี้|เรื่องนี้|ดังกล่าว",
    re.IGNORECASE,
)
FEW_TERMS = 4


def standalone(question, history):
    """Return what to search for: question, with the one before it if it leans on that.

    history: earlier messages of the branch, oldest first.
    """
    earlier = next((message.content for message in reversed(history) if message.role == "user"), "")
    leans = _CONTINUES.search(question.strip()) and len(set(tokenize(question))) <= FEW_TERMS * (3 if is_thai(question) else 1)
    return f"{earlier}\n{question}" if earlier and leans else question


def is_thai(text):
    return any("\u0e00" <= character <= "\u0e7f" for character in text)
