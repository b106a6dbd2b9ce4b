"""Word lists the built-in answerer and the citation check share. Data only."""


def words(text: str) -> list[str]:
    """Return the words of a list written as running text."""
    return text.split()


STOP_WORDS = frozenset(
    words(
        """a about above after again all also am an and any are aren't as at be because been before being
    between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down
    during each either else ever every few for from further had hadn't has hasn't have haven't having
    he her here hers herself him himself his how however i if in into is isn't it its itself just let
    many me might more most much must my myself neither no nor not of off on once only onto or other
    our ours out over own per please quite rather s same shall she should so some such than that the
    their theirs them then there these they this those though through thus to too under until up upon
    us very was wasn't we were weren't what whatever when where whether which while who whom whose why
    will with within without won't would wouldn't yes yet you your yours tell explain describe
    according document documents says say said mentioned mention"""
    )
)

# Stems that tell little apart: they count half.
COMMON = frozenset(
    words(
        """use make give take find get becom first new name call type kind sort peopl time year day month
    way thing part number amount mani one two three come go show happen start begin begun end work
    know known includ consid main larg small high low good great import differ follow base form
    state place area group person man woman world countri citi compani employe custom data
    term general special certain specif usual often current recent late earli last next main major
    provid requir need allow want appli help set keep put hold run turn see look
    exampl purpos reason result effect case fact point level rate total valu list detail inform
    old long short big play lead led feel becam year's refer mean defin relat"""
    )
)

IRREGULAR = {
    form: base
    for line in """be:was were been is are am|go:went gone|take:took taken|give:gave given|make:made
    |begin:began begun|become:became|write:wrote written|speak:spoke spoken|choose:chose chosen choice
    |buy:bought|pay:paid payment payable payments|sell:sold|tell:told|say:said|think:thought
    |bring:brought|teach:taught|catch:caught|build:built|lose:lost loss losses|win:won winner winners
    |leave:left|keep:kept|send:sent|spend:spent|meet:met|feel:felt|hold:held|lead:led|run:ran
    |see:saw seen|know:knew known|grow:grew grown growth|fall:fell fallen|rise:rose risen|draw:drew drawn
    |drive:drove driven|fly:flew flown|break:broke broken|steal:stole stolen|die:died dies dead death deaths dying
    |bear:born birth|child:children|man:men|woman:women|person:people persons|foot:feet|tooth:teeth
    |mouse:mice|find:found|found:founded founder founders foundation|analysis:analyses analyze analyse
    |data:datum|live:lived lives life|wear:wore worn|fight:fought|seek:sought|shoot:shot|sing:sang sung
    |sink:sank sunk|swim:swam|throw:threw thrown|eat:ate eaten|hide:hid hidden|ride:rode ridden
    |hear:heard|understand:understood|stand:stood|sit:sat|lie:lay lain|tax:taxes|high:height heights
    |long:length lengths|wide:width|deep:depth|strong:strength|hot:heat|choose:chosen|arrive:arrival arrivals
    |refuse:refusal|approve:approval approvals|renew:renewal renewals|dismiss:dismissal|propose:proposal proposals
    |receive:receipt receipts|describe:description|subscribe:subscription|decide:decision decisions
    |destroy:destruction|produce:production|reduce:reduction|introduce:introduction|succeed:success successful
    |maintain:maintenance|enter:entry entries entrance|invade:invasion|explode:explosion|expand:expansion
    |include:inclusion|permit:permission|admit:admission|submit:submission|extend:extension extent
    |divide:division|defend:defense defence defensive|offend:offense|respond:response|conclude:conclusion
    |compete:competition|repeat:repetition|acquire:acquisition|require:requirement|inherit:inheritance""".replace("\n", "").split("|")
    for base, forms in [line.strip().split(":")]
    for form in forms.split()
}

# Words of a question that say what its answer is, not what it is about.
ANSWER_WORDS = words(
    """long old often far tall high wide big large steps procedure process policy rules amount number
percentage percent share date deadline period duration length size price name type kind sort year day
time reason reasons purpose difference list meaning definition summary summarize summarise overview compare happen happens
ขั้นตอน วิธี วิธีการ สาเหตุ เหตุผล ชื่อ ประเภท นาน อายุ ความหมาย สรุป เปรียบเทียบ"""
)

# Each line: words one of which may answer for another. Short on purpose: a wrong pair costs trust.
SYNONYMS = """begin start commence
end finish terminate termination expire conclude cease
buy purchase acquire
cost price fee charge
pay salary wage compensation remuneration
holiday vacation leave
employee staff worker personnel
employer company
landlord lessor owner
tenant lessee renter
rent lease
client customer
phone telephone
email e-mail mail
annual yearly year
monthly month
weekly week
daily day
largest biggest
big large
many several
maximum limit cap most
minimum least
revenue sales turnover
profit earnings income
refund reimburse reimbursement
allow permit permitted authorize authorise entitled
forbid prohibit prohibited banned
doctor physician
sick illness ill
film movie
car vehicle automobile
author writer wrote write
surrender give
created create made make establish founded
built construct constructed erected
job position role occupation
live reside residence inhabit
inhabitants population residents
child kid
important significant main principal
help assist aid support
show display demonstrate
method approach technique
goal aim objective purpose
fast quick rapid speed
near close
remote home telework
notice notification
deposit bond
ค่าจ้าง เงินเดือน ค่าตอบแทน
ลา วันลา หยุด วันหยุด
พนักงาน ลูกจ้าง บุคลากร
บริษัท องค์กร นายจ้าง
เริ่ม เริ่มต้น ก่อตั้ง จัดตั้ง
ราคา ค่าใช้จ่าย ค่าธรรมเนียม
ยกเลิก สิ้นสุด เลิก
ลูกค้า ผู้ซื้อ
สร้าง ก่อสร้าง
ซื้อ จัดซื้อ
เสียชีวิต ตาย ถึงแก่กรรม
แพทย์ หมอ
อนุญาต อนุมัติ
ป่วย เจ็บป่วย
สูงสุด มากที่สุด
ต่ำสุด น้อยที่สุด
ใหญ่ที่สุด ใหญ่สุด""".splitlines()

THAI_STOP_WORDS = frozenset(
    words(
        """ที่ ซึ่ง อัน และ หรือ กับ แต่ ก็ จึง ของ ใน บน ใต้ จาก ถึง โดย เพื่อ ให้ ว่า คือ เป็น อยู่ ได้ มี จะ ไป มา แล้ว
    ไม่ ไหม มั้ย หรือไม่ หรือเปล่า เปล่า ใช่ ใช่ไหม ใช่หรือไม่ อะไร อะไรบ้าง ใคร ไหน ที่ไหน เมื่อไร เมื่อไหร่ เมื่อใด กี่ เท่าไร เท่าไหร่ เท่าใด
    ทำไม อย่างไร ยังไง เพราะ เพราะเหตุใด เหตุใด ใด ใดบ้าง บ้าง นี้ นั้น โน้น นั่น นี่ ด้วย เลย นะ ครับ ค่ะ คะ จ๊ะ
    ถูก การ ความ ผู้ อย่าง กว่า ที่สุด มาก น้อย ทุก แต่ละ ต่อ ตาม เมื่อ ถ้า หาก เขา เธอ มัน พวกเขา เรา คุณ ฉัน ผม
    ขึ้น ลง ออก เข้า กัน ตัว คง ยัง ต้อง ควร อาจ สามารถ ระหว่าง ภายใน ภายใต้ ช่วย บอก อธิบาย หมายถึง หมายความว่า
    จำนวน ทั้ง ทั้งหมด ทั้งสิ้น เช่น เท่า เท่านั้น ดัง กล่าว ดังกล่าว ไว้ ซึ่ง เอง ไร เหล่า เหล่านี้ เหล่านั้น สิ่ง สิ่งใด ผู้ใด คนใด แห่ง
    หน่อย ขอ ทราบ อยาก รู้ เกี่ยว เกี่ยวกับ ทำ ใช้"""
    )
)

THAI_COMMON = frozenset(
    words(
        """ชื่อ คน ปี วัน เดือน ครั้ง แรก ประเทศ เมือง บริษัท พนักงาน เวลา ประเภท ชนิด แบบ เรียก กลุ่ม ส่วน หลัง ก่อน
    ใหม่ เก่า ใหญ่ เล็ก สูง ต่ำ ดี หลาย บาง หนึ่ง สอง สาม อื่น เรื่อง ทาง ด้าน ที สถานที่ บุคคล รับ กลาย นำ
    เริ่ม เกิด เกิดขึ้น พบ เห็น กำหนด เรียกว่า ปัจจุบัน ต่างๆ สำคัญ หลัก สร้าง ผล ระดับ อัตรา ข้อ กรณี เพียง
    ตัวอย่าง ลักษณะ วิธี รวม นอก จัด ตั้ง เปิด แสดง"""
    )
)
