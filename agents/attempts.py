"""Text that tries to give the model orders, found in what is only to be read: English, Thai and hidden signs.

This finds attempts so that a person sees them. It is no defence: that lies in what untrusted text can reach
(see untrusted.py and decisions.py). Pure; linear in the length of the text.
"""

import re
from typing import NamedTuple

MOST_CHARS, MOST_FOUND = 200_000, 10
AROUND, NEAR = 60, 40


class Attempt(NamedTuple):
    """text[start:end] of what was read; kind is a key of KINDS, or "hidden"."""

    kind: str
    start: int
    end: int


_TARGET = r"(?:instructions?|prompts?|rules?|directions?|directives?|guidelines?|commands?|constraints?|orders?|context)"
_BEFORE = r"(?:all|any|previous|prior|above|earlier|preceding|foregoing|your|these|those|other|system|original|safety)"
_MODEL = r"(?:\b(?:AI|A\.I\.|LLM|GPT|chat ?bots?|language models?|AI (?:assistants?|agents?|models?)|assistants?)\b)"
_THAI_MODEL = r"(?:AI|เอไอ|ปัญญาประดิษฐ์|โมเดลภาษา|แชตบอต|แชทบอท|ผู้ช่วยอัจฉริยะ)"
_PRIVATE = (
    r"(?:conversation|chat history|(?:api|secret) keys?|passwords?|credentials|tokens?|system prompt"
    r"|all (?:the )?(?:documents|files|data|messages)|(?:user|personal|confidential)(?:'s)? (?:data|information))"
)
_THAI_PRIVATE = r"(?:ประวัติการสนทนา|บทสนทนา|รหัสผ่าน|คีย์|โทเคน|เอกสารทั้งหมด|ข้อมูลทั้งหมด|ข้อมูลส่วนตัว)"
KINDS = {
    "override": [
        r"\b(?:ignore|disregard|forget|override|bypass|do not (?:follow|obey)|stop following)\b[^.\n]{0,40}?"
        rf"\b{_BEFORE}\b[^.\n]{{0,30}}?\b{_TARGET}",
        r"\b(?:ignore|disregard|forget) (?:everything|all)\b[^.\n]{0,20}\b(?:above|before|said|previous)",
        r"\bnew (?:system )?instructions?\s?:",
        r"\bend of (?:the )?(?:system )?(?:prompt|instructions|sources?|context)\b",
        r"(?:ละเว้น|เพิกเฉย|ไม่ต้องสนใจ|ไม่ต้องทำตาม|อย่าทำตาม|อย่าสนใจ|ลืม|มองข้าม|ข้าม|ยกเลิก)[^\n]{0,30}"
        r"(?:คำสั่ง|คำแนะนำ|กฎ|ข้อกำหนด|ข้อความ|บริบท)[^\n]{0,20}(?:ก่อนหน้า|ทั้งหมด|ข้างต้น|ที่ผ่านมา|เดิม|ของระบบ)",
        r"คำสั่งใหม่\s?:",
    ],
    "persona": [
        r"\byou are (?:now|no longer)\b(?! (?:eligible|entitled|required|logged|signed|able|subscribed|registered|enrolled))",
        r"\bfrom now on,? you\b|\bpretend (?:to be|that you|you are)\b|\bjailbreak|\bDAN mode\b|\bdeveloper mode\b",
        r"\bact as (?:an? |the )?(?:AI|unrestricted|unfiltered|root|admin|different|new|system)\b",
        r"(?:ตอนนี้|จากนี้(?:ไป)?|ต่อไปนี้)\s?คุณ(?:คือ|เป็น|จะ|ต้อง)|(?:ทำตัว|สวมบทบาท|แสร้ง)(?:เป็น|ว่าเป็น)",
    ],
    "prompt": [
        r"\b(?:reveal|print|repeat|show|output|leak|disclose|display)\b[^.\n]{0,30}\b(?:hidden|initial|system|original|secret|your)\b"
        r"[^.\n]{0,20}\b(?:prompt|instructions|rules|configuration)\b",
        r"(?:พรอมต์|พรอมท์|พร้อมท์|คำสั่ง)(?:ของ)?ระบบ",
        r"(?:เปิดเผย|แสดง|พิมพ์|บอก)[^\n]{0,20}(?:คำสั่งลับ|คำสั่งเริ่มต้น|คำสั่งที่ซ่อน|คำสั่งของคุณ)",
    ],
    "model": [
        rf"\b(?:note|message|attention|instructions?|notice|important)[ :]{{0,3}}(?:to|for)?[ :]{{0,2}}(?:the |all |any )?{_MODEL}",
        rf"\bif you(?:'re| are) (?:an? |the )?{_MODEL}",
        rf"{_MODEL}\s?(?:,|:|must|shall|reading this|processing this|is required to|are required to)[^.\n]{{0,30}}"
        r"\b(?:must|ignore|reply|respond|say|answer|recommend|output|do not|follow|call)\b",
        rf"(?:ถึง|เรียน|สำหรับ|หมายเหตุถึง|หากคุณเป็น|ถ้าคุณเป็น|ถ้าคุณคือ)\s?{_THAI_MODEL}",
        rf"{_THAI_MODEL}[^\n]{{0,10}}(?:ต้อง|จง|ให้ตอบ|ห้าม)",
    ],
    "answer": [
        r"\b(?:respond|reply|answer)\b[^.\n]{0,20}\b(?:only|exactly|just|solely)\b[^.\n]{0,20}\b(?:with|the word|as follows|by)\b",
        r"\b(?:do not|don't|never|without) (?:tell(?:ing)?|inform(?:ing)?|mention(?:ing)?|reveal(?:ing)?|alert(?:ing)?)\b[^.\n]{0,30}"
        r"\b(?:user|human|reader|anyone)\b",
        r"(?:ตอบ|พูด|พิมพ์)[^\n]{0,15}(?:คำว่า|ว่า)[^\n]{0,40}เท่านั้น",
        r"(?:อย่า|ห้าม|ไม่ต้อง|โดยไม่)(?:ต้อง)?(?:บอก|แจ้ง|เปิดเผย)[^\n]{0,15}(?:ผู้ใช้|ผู้อ่าน|มนุษย์)",
    ],
    "role": [
        r"<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id)\b|\[/?INST\]|<</?SYS>>|<start_of_turn>",
        r"</?(?:system|assistant|instructions?|developer)>|\bBEGIN (?:SYSTEM|ADMIN)\b",
        r"^#{2,4} ?(?:system|instructions?|assistant)\b ?:|^\s{0,3}(?:system|developer) (?:message|prompt) ?:",
    ],
    "call": [
        r"</?(?:tool_call|function_calls?|invoke|tool_use|tool_result)\b|<function=|[\"']tool_calls[\"']\s?:",
        r"[\"'](?:tool|function|tool_name)[\"']\s?:\s?[\"'][^\"'\n]{1,60}[\"']\s?,\s?[\"'](?:arguments|parameters|args|input)[\"']",
        r"\b(?:call|invoke|execute|use|run)\b (?:the )?[\"'`]?\w{1,20}[_.]\w{1,20}[\"'`]?(?: (?:tool|function)\b)?"
        r"(?: (?:with|to|and|now|on)\b|\s?[:(])",
        r"\b(?:call|invoke) (?:the )?[\"'`]?(?!the\b)\w{2,40}[\"'`]? (?:tool|function)\b",
        r"(?:เรียกใช้|เรียก|ใช้|รัน)(?:เครื่องมือ|ฟังก์ชัน)\s?[\"'`]?[A-Za-z][\w.]{1,40}",
    ],
    "leak": [
        r"!\[[^\]\n]{0,100}\]\(\s{0,3}(?:https?:)?//[^)\s]{1,300}|<img\b[^>\n]{0,200}\bsrc\s?=|\bjavascript:|\bdata:text/html",
        rf"\b(?:send|post|forward|upload|e-?mail|exfiltrate|transmit|submit|append|include)\b[^.\n]{{0,40}}\b{_PRIVATE}\b[^\n]{{0,60}}?"
        r"(?:https?://|\w@\w|\bto\b)",
        rf"ส่ง[^\n]{{0,40}}{_THAI_PRIVATE}[^\n]{{0,60}}(?:ไปที่|ไปยัง|ถึง|https?://)",
    ],
}
# Letters that nobody sees: Unicode's tags, a turned direction, words cut by invisible signs.
_HIDDEN = re.compile(r"[\U000e0020-\U000e007f]{4,}|[\u202d\u202e]|(?:[A-Za-z][\u200b-\u200d\u2060\ufeff\u00ad]){4,}")
_SEEN = {kind: re.compile("|".join(patterns), re.IGNORECASE | re.MULTILINE) for kind, patterns in KINDS.items()}
# A kind is looked for only where one of these stands: most texts need hardly a pattern at all.
_HINTS = {
    "override": "ignore|disregard|forget|override|bypass|do not follow|do not obey|stop following|new instruction|new system|end of"
    "|ละเว้น|เพิกเฉย|ไม่ต้องสนใจ|ไม่ต้องทำตาม|อย่าทำตาม|อย่าสนใจ|ลืม|ข้าม|ยกเลิก|คำสั่งใหม่",
    "persona": "you are now|you are no longer|from now on|pretend|jailbreak|dan mode|developer mode|act as"
    "|ตอนนี้|จากนี้|ต่อไปนี้|ทำตัว|สวมบทบาท|แสร้ง",
    "prompt": "prompt|instruction|configuration|rules|พรอมต์|พรอมท์|พร้อมท์|คำสั่ง",
    "model": " ai|ai |ai:|ai,|a.i.|llm|gpt|chatbot|chat bot|language model|assistant|เอไอ|ปัญญาประดิษฐ์|โมเดลภาษา|แชตบอต|แชทบอท|ผู้ช่วยอัจฉริยะ",
    "answer": "respond|reply|answer|do not|don't|never|without|เท่านั้น|ผู้ใช้|ผู้อ่าน|มนุษย์",
    "role": "<|[inst|[/inst|##|system|developer",
    "call": "tool|function|invoke|call|execute|use |run |เครื่องมือ|ฟังก์ชัน",
    "leak": "](|<img|javascript:|data:text|http|@|ส่ง|send|post|forward|upload|mail|exfiltrate|transmit|submit|append|include",
}
_HINTS = {kind: hints.split("|") for kind, hints in _HINTS.items()}
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xE0000, 0xE0080)])
# What looks like Latin letters: full-width forms, and the Cyrillic and Greek ones that are drawn alike.
_ALIKE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | str.maketrans("аеорсухіѕοΙАЕОРСТХ", "aeopcyxisoIAEOPCTX")
_SPACES = {0x00A0: " ", 0x3000: " ", 0x2009: " ", 0x202F: " "}


def find_attempts(text: str) -> list[Attempt]:
    """Return what in text reads like an order to a model, in order, at most MOST_FOUND; offsets are into text."""
    text = text[:MOST_CHARS]
    found = [Attempt("hidden", *match.span()) for match in _HIDDEN.finditer(text)][:MOST_FOUND]
    plain, origin = _plain(text)
    folded = plain.lower()
    for kind, pattern in _SEEN.items():
        if not any(hint in folded for hint in _HINTS[kind]):
            continue
        for match in pattern.finditer(plain):
            found.append(Attempt(kind, origin(match.start()), origin(match.end())))
            if len(found) >= 4 * MOST_FOUND:
                break
    return _apart(sorted(found, key=lambda each: (each.start, -each.end)))[:MOST_FOUND]


def excerpt(text: str, attempt: Attempt) -> str:
    """Return the attempt's words with a little of what stands around them, in one line."""
    start, end = attempt.start - AROUND, attempt.end + AROUND
    words = text[max(0, start) : end].split(" ")
    whole = words[1 if start > 0 and len(words) > 2 else 0 : -1 if end < len(text) and len(words) > 2 else None]
    return " ".join(" ".join(whole).split())[: 4 * AROUND]


def _plain(text):
    """Return text without what can't be seen, look-alikes in Latin, and the way from its offsets to those of text."""
    if text.isascii():
        return text, lambda offset: offset
    visible = [index for index, character in enumerate(text) if ord(character) not in _INVISIBLE]
    plain = text.translate(_INVISIBLE).translate(_ALIKE).translate(_SPACES)
    return plain, lambda offset: visible[offset] if offset < len(visible) else len(text)


def _apart(found):
    """Join those that overlap, or stand in one sentence."""
    kept = []
    for each in found:
        if kept and each.start - kept[-1].end < NEAR:
            kept[-1] = kept[-1]._replace(end=max(kept[-1].end, each.end))
        else:
            kept.append(each)
    return kept
