"""What the parts of a job post are told by, English and Thai."""

import re

NICE = re.compile(
    r"\b(?:nice[- ]to[- ]have|a plus|is a plus|preferred|preferably|desirable|bonus|advantage(?:ous)?|ideally|optional"
    r"|good to have|would be great|welcome)\b"
    r"|จะพิจารณาเป็นพิเศษ|ได้เปรียบ|พิจารณาเป็นพิเศษ|ถ้ามี|หากมี|จะดีมาก",
    re.IGNORECASE,
)
MUST = re.compile(
    r"\b(?:must|required?|requirements?|mandatory|essential|minimum|need(?:ed|s)?|qualifications?|who you are|your "
    r"profile|what you(?:['’]ll)? (?:bring|need)|we expect)\b|คุณสมบัติ|ต้อง|จำเป็น",
    re.IGNORECASE,
)
SILENT = re.compile(
    r"^\W*(?:about (?:us|the company|our)|who we are|we offer|what we offer|benefits?|perks|our company|how to apply|to "
    r"apply|apply|contact|salary|compensation|location|working hours|equal opportunit\w+|สวัสดิการ|เกี่ยวกับบริษัท"
    r"|เกี่ยวกับเรา|วิธีการสมัคร|วิธีสมัคร|การสมัคร|สนใจสมัคร|ติดต่อ|เงินเดือน|อัตราเงินเดือน|สถานที่ทำงาน|สถานที่ปฏิบัติงาน)",
    re.IGNORECASE,
)
DUTIES = re.compile(
    r"^\W*(?:responsibilities|duties|what you(?:['’]ll| will) do|your (?:tasks|role|responsibilities)|the role|job "
    r"description|key responsibilities|tasks|หน้าที่(?:ความรับผิดชอบ|รับผิดชอบ)?|ลักษณะงาน|รายละเอียดงาน|ความรับผิดชอบ)",
    re.IGNORECASE,
)
NUMBER = r"(\d{1,2}|one|two|three|four|five|six|seven|eight|ten)"
YEARS = re.compile(
    rf"(?:(?:at least|minimum(?: of)?|min\.?|over|more than)\s+)?(?<![\d,.]){NUMBER}(?:\s*(?:\+|-|–"
    rf"|to)\s*\d{{0,2}}\+?)?\s*(?:\+\s*)?(?:years?|yrs?)['’]?(?!\s+old)(?:\s+(?:of|in|with|as|working)\b)?"
    rf"|(\d{{1,2}})(?:\s*-\s*\d{{1,2}})?\s*ปี(?!การศึกษา)",
    re.IGNORECASE,
)
PROTECTED = re.compile(
    r"\b(?:aged?|years old|gender|male|female|sex|men|women|religion|marital|single|married|nationality|race"
    r"|photo(?:graph)?|height|weight|attractive|pregnan\w+|military)\b|อายุ|เพศ|ศาสนา|สถานภาพ|โสด|สัญชาติ|รูปถ่าย"
    r"|ส่วนสูง|น้ำหนัก|บุคลิก|หน้าตา|ทหาร|ชาย|หญิง",
    re.IGNORECASE,
)
FREE = re.compile(
    r"(?:experience (?:with|in|of|using)|knowledge of|proficien\w+ (?:in|with)|familiar(?:ity)? with|skilled (?:in|at"
    r"|with)|expertise (?:in|with)|command of|working with|skills? in|know(?:s|ing)?|มีความรู้(?:ด้าน|เรื่อง|เกี่ยวกับ)?"
    r"|ใช้โปรแกรม|ใช้|ทักษะ(?:ด้าน|การ)?|ประสบการณ์(?:ด้าน|ใน|เกี่ยวกับ))\s*:?\s*([^.;()\n]{2,120})",
    re.IGNORECASE,
)
CERTIFICATE = re.compile(
    r"\b([A-Z][A-Za-z0-9+-]*(?:\s+[A-Z][A-Za-z0-9+-]*){0,5}\s+[Cc]ertifi(?:ed|cation|cate)|(?:CPA|CFA|ACCA|PMP|CISSP"
    r"|CCNA|CCNP|CISA|CIA|SHRM-CP|PHR|ACLS|BLS|CCRN|TOGAF|ITIL|CEH|FRM|CMA)\b)|ใบอนุญาต[ก-๙]{4,40}|ใบประกอบ[ก-๙]{4,40}|ใบขับขี่[ก-๙]*"
)
