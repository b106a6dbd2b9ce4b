"""What the sides of a contract are called, English and Thai. Data, and patterns made of it."""

import re

ENGLISH = """landlord tenant lessor lessee sublessor sublessee owner resident renter occupant hirer employer employee company worker executive
client customer consultant contractor subcontractor freelancer supplier vendor purchaser provider buyer seller lender borrower guarantor surety
licensor licensee distributor reseller dealer manufacturer principal agent discloser recipient franchisor franchisee bank creditor debtor
publisher author investor founder partner shareholder mortgagor mortgagee assignor assignee transferor transferee developer carrier shipper insurer insured donor grantee
grantor trustee operator manager participant consignor consignee sponsor university student adviser advisor broker obligor obligee
pledgor pledgee bailor bailee representative organiser organizer exhibitor artist performer school user subscriber studio host guest""".split()
PHRASES = """service provider|disclosing party|receiving party|first party|second party|managing agent|sales agent|commercial agent|loan guarantor|property manager""".split("|")
THAI = """ผู้ให้เช่าซื้อ ผู้เช่าซื้อ ผู้ให้เช่าช่วง ผู้เช่าช่วง ผู้ให้เช่า ผู้เช่า นายจ้าง ลูกจ้าง พนักงาน ผู้ว่าจ้าง ผู้รับจ้าง ผู้จะขาย ผู้จะซื้อ ผู้ขาย ผู้ซื้อ ผู้ให้กู้ยืม ผู้กู้ยืม ผู้ให้กู้ ผู้กู้
ผู้ค้ำประกัน ผู้เปิดเผยข้อมูล ผู้ให้ข้อมูล ผู้รับข้อมูล ผู้แทนจำหน่าย ตัวแทนจำหน่าย ผู้จัดจำหน่าย ผู้จำหน่าย ผู้ได้รับอนุญาต ผู้รับอนุญาต ผู้อนุญาต ผู้ให้อนุญาต ผู้ให้บริการ ผู้รับบริการ ผู้ใช้บริการ
ผู้ผลิต ตัวแทน ตัวการ ผู้รับฝาก ผู้ฝาก ผู้รับโอน ผู้โอน ผู้รับจำนอง ผู้จำนอง ลูกหนี้ เจ้าหนี้ ที่ปรึกษา ลูกค้า หุ้นส่วน ผู้สนับสนุน ผู้รับทุน ผู้ให้ทุน ผู้ว่าจ้างผลิต ธนาคาร บริษัท
ผู้รับเหมา ผู้รับสิทธิ ผู้ให้สิทธิ ฝ่ายที่เปิดเผย ฝ่ายผู้ให้ข้อมูล ฝ่ายผู้รับข้อมูล ผู้รับจัดการ เจ้าของ โรงเรียน ผู้ถือหุ้น ผู้ลงทุน ผู้เปิดเผย""".split()
TITLES = [*PHRASES, *ENGLISH]
TITLE = re.compile(r"(?:the\s+)?(?:" + "|".join(sorted(TITLES, key=len, reverse=True)) + r")(?:s|\(s\))?$", re.IGNORECASE)
THAI_TITLE = re.compile("(?:" + "|".join(sorted(THAI, key=len, reverse=True)) + ")$")
# Of two sides to a bargain, which is which: used to tell whose duty is meant and to read questions in the other language.
ALIKE = [
    {"landlord", "lessor", "owner", "ผู้ให้เช่า"}, {"tenant", "lessee", "renter", "resident", "hirer", "ผู้เช่า"},
    {"employer", "company", "นายจ้าง", "บริษัท"}, {"employee", "worker", "executive", "you", "ลูกจ้าง", "พนักงาน"},
    {"client", "customer", "company", "ผู้ว่าจ้าง", "ลูกค้า", "ผู้รับบริการ", "ผู้ใช้บริการ"},
    {"contractor", "consultant", "provider", "service provider", "supplier", "freelancer", "ผู้รับจ้าง", "ผู้ให้บริการ", "ที่ปรึกษา"},
    {"seller", "vendor", "supplier", "ผู้ขาย", "ผู้จะขาย"}, {"buyer", "purchaser", "customer", "ผู้ซื้อ", "ผู้จะซื้อ"},
    {"lender", "bank", "creditor", "ผู้ให้กู้", "เจ้าหนี้"}, {"borrower", "customer", "debtor", "ผู้กู้", "ลูกหนี้"},
    {"guarantor", "surety", "ผู้ค้ำประกัน"}, {"licensor", "ผู้อนุญาต", "ผู้ให้อนุญาต"}, {"licensee", "ผู้รับอนุญาต", "ผู้ได้รับอนุญาต"},
    {"distributor", "dealer", "agent", "reseller", "ตัวแทนจำหน่าย", "ผู้จัดจำหน่าย", "ตัวแทน"},
    {"discloser", "disclosing party", "ผู้ให้ข้อมูล", "ผู้เปิดเผยข้อมูล"}, {"recipient", "receiving party", "ผู้รับข้อมูล"},
]  # fmt: skip


def is_role(text: str) -> bool:
    return bool(TITLE.match(text.strip()) or THAI_TITLE.match(text.strip()))


def bare(role: str) -> str:
    """Return "the Tenants" as "tenant"."""
    role = role.strip().lower().removeprefix("the ").removesuffix("(s)")
    return role[:-1] if role.endswith("s") and role[:-1] in TITLES else role


def alike(one: str, other: str) -> bool:
    one, other = bare(one), bare(other)
    return one == other or any(one in group and other in group for group in ALIKE)
