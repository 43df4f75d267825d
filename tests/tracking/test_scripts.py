"""Verdicts in scripts without spaces, and of one language in two scripts. Every story is invented."""

import pytest

from crawler.text.voice import read_voiced
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import COPY_RELATIONS, Relation
from crawler.tracking.verdict import compare

CONFIG = TrackingConfig()

# Two stories each that name one authority whose name is long, and have nothing else in common.
NAMED = {
    "thai": (
        "สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ เปิดเผยว่า ได้รับเรื่องร้องเรียนกรณีการจัดซื้อเรือตรวจการณ์ของท่าเรือเกาะลานทองเมื่อวันจันทร์ โดยจะตั้งคณะทำงานตรวจสอบเอกสารภายในสามสิบวัน",
        "ชาวประมงบ้านหัวแหลมรวมตัวยื่นหนังสือคัดค้านโครงการถมทะเล ระบุว่าหอยแครงตายจำนวนมาก ด้านผู้ว่าราชการจังหวัดรับปากส่งเรื่องให้สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ พิจารณาเรื่องงบประมาณ",
    ),
    "chinese": (
        "海兰市人力资源和社会保障局就业促进与失业保险管理中心周一宣布,港口的冬季招工将推迟到十二月,因为新码头的吊机还没有验收,两百名临时工要再等三个星期。",
        "一名退休教师在河边捡到一只装满旧信的铁盒,信里提到一座早已拆除的灯塔,他把盒子交给了海兰市人力资源和社会保障局就业促进与失业保险管理中心的一名老同学保管。",
    ),
}
#: A story of our own, in several scripts.
STORIES = {
    "traditional-chinese": "海蘭港的燈塔將於週五關閉,港務局說霧號機器已經損壞兩個月,維修費用超過預算。漁民代表陳國華表示,沒有霧號的冬天十分危險,"
    "去年就有兩艘小船撞上礁石。當局計劃在春天前裝設新的訊號,並請志願者在霧天值班。市長認為這是歷史建築,應該保留原來的鐘聲和樓梯。",
    "thai": "ประภาคารบนเกาะลานทองจะปิดให้บริการในวันศุกร์นี้ หลังเครื่องส่งสัญญาณหมอกเสียมานานสองเดือน การท่าเรือกล่าวว่าค่าซ่อมแพงเกินงบประมาณ "
    "ชาวประมงเตือนว่าฤดูหนาวที่ไม่มีสัญญาณเป็นอันตราย ปีก่อนเรือเล็กสองลำชนหินโสโครก ทางการจะติดตั้งสัญญาณใหม่ก่อนฤดูใบไม้ผลิและขออาสาสมัครเฝ้าในวันหมอกลง",
    "japanese": "ハーラン港の灯台は金曜日に閉鎖される。港湾局によると、霧笛の機械が二か月前から故障しており、修理費は予算を超えるという。漁師の代表は、"
    "霧笛のない冬は危険で、昨年は小舟二隻が岩礁に衝突したと話した。当局は春までに新しい信号を設置し、霧の日にはボランティアに見張りを頼む計画だ。",
    "burmese": "ဟာလန်ဆိပ်ကမ်းရှိ မီးပြတိုက်ကို သောကြာနေ့တွင် ပိတ်မည်ဖြစ်သည်။ မြူအချက်ပေးစက် ပျက်နေသည်မှာ နှစ်လရှိပြီဖြစ်ပြီး ပြင်ဆင်စရိတ်သည် ဘတ်ဂျက်ထက် "
    "ကျော်လွန်သည်ဟု ဆိပ်ကမ်းအာဏာပိုင်က ပြောကြားသည်။ ငါးဖမ်းသမားများက အချက်ပေးမရှိသော ဆောင်းရာသီသည် အန္တရာယ်ရှိကြောင်း သတိပေးခဲ့သည်။",
    "khmer": "បង្គោលភ្លើងហ្វារនៅកំពង់ផែហាឡាននឹងបិទនៅថ្ងៃសុក្រ បន្ទាប់ពីម៉ាស៊ីនសញ្ញាអ័ព្ទខូចអស់រយៈពេលពីរខែ។ អាជ្ញាធរកំពង់ផែថ្លែងថាថ្លៃជួសជុលលើសថវិកា។ "
    "អ្នកនេសាទព្រមានថារដូវរងាដែលគ្មានសញ្ញាគឺមានគ្រោះថ្នាក់ ហើយកាលពីឆ្នាំមុនទូកតូចពីរបានបុកថ្មប៉ប្រះទឹក។",
    "lao": "ປະພາຄານທີ່ທ່າເຮືອຮາລານຈະປິດໃນວັນສຸກ ຫຼັງຈາກເຄື່ອງສັນຍານໝອກເພມາໄດ້ສອງເດືອນ. ອົງການທ່າເຮືອກ່າວວ່າຄ່າສ້ອມແປງເກີນງົບປະມານ. "
    "ຊາວປະມົງເຕືອນວ່າລະດູໜາວທີ່ບໍ່ມີສັນຍານແມ່ນອັນຕະລາຍ ແລະປີກາຍເຮືອນ້ອຍສອງລຳຕຳຫີນ.",
}


@pytest.mark.parametrize("script", NAMED)
def test_one_long_name_makes_no_copy(script):
    """The name of an authority is a few words in any script."""
    a, b = map(read_voiced, NAMED[script])
    assert compare(a, b, CONFIG).relation in {Relation.UNRELATED, Relation.PASSAGE}


@pytest.mark.parametrize("script", STORIES)
def test_a_story_that_was_cut_and_begun_otherwise_is_a_copy(script):
    """An outlet's own first words move nothing of what follows."""
    story = STORIES[script]
    opening = story[len(story) // 5 : len(story) // 5 + 9]
    copy = compare(read_voiced(story), read_voiced(opening + story[len(story) // 6 : -9]), CONFIG)
    assert copy.relation in COPY_RELATIONS
    assert copy.coverage_b > 0.8


def test_simplified_and_traditional_chinese_are_one_text():
    """Another script hides no copy."""
    simplified = STORIES["traditional-chinese"].translate(
        str.maketrans(
            "蘭燈將於週關閉務說號機壞兩個維費過預漁陳國華沒險當計劃裝設訊並請願參霧認為這歷築應該來鐘聲樓撞礁艘損",
            "兰灯将于周关闭务说号机坏两个维费过预渔陈国华没险当计划装设讯并请愿参雾认为这历筑应该来钟声楼撞礁艘损",
        )
    )
    assert compare(read_voiced(STORIES["traditional-chinese"]), read_voiced(simplified), CONFIG).coverage_a > 0.9


def test_serbian_in_both_scripts_is_one_text():
    """A paper in Cyrillic that runs an agency's Latin text word by word ran it verbatim."""
    latin = (
        "Lučka uprava u Harlanu saopštila je da će svetionik biti zatvoren u petak, jer sirena za maglu ne radi već dva meseca, "
        "a popravka košta više nego što budžet dozvoljava. Ribari ljutito upozoravaju da je zima bez sirene opasna i za njih i za čamce."
    )
    cyrillic = (
        "Лучка управа у Харлану саопштила је да ће светионик бити затворен у петак, јер сирена за маглу не ради већ два месеца, "
        "а поправка кошта више него што буџет дозвољава. Рибари љутито упозоравају да је зима без сирене опасна и за њих и за чамце."
    )
    assert compare(read_voiced(latin), read_voiced(cyrillic), CONFIG).relation is Relation.VERBATIM
