"""Arabic: what the title begins with ("تنظيف المطبخ"), or "حمل الأريكة"; both follow "مساعدتي في"."""

import re
from collections.abc import Callable, Sequence

from service.domain.models import Kind, Sort, Work
from service.domain.pasting.vocabulary import word_set
from service.domain.reading.views import TaskView
from service.text.spoken.titles import by_first, head_of

DOINGS = word_set(
    """إبعاد إحضار إخراج إدخال إزالة إصلاح إطعام إعداد إعادة إفراغ إيصال إيقاف استئجار استقبال استلام تبديل تثبيت تجميع
    تجهيز تحضير تحميل تخزين ترتيب تركيب تسليم تصليح تعبئة تعليق تغطية تغليف تفريغ تفكيك تقطيع تنزيل تنسيق تنظيف توزيع
    توصيل جر جلب جمع حراسة حمل دفع دهن رعاية رفع ري سحب سقاية شراء شطف صنع ضيافة طبخ طي غسل فتح فحص فرز فصل فك قراءة
    قيادة كنس كي لف متابعة مرافقة مراقبة مسح نزع نشر نقل وصل وضع توضيب ملء مسك إمساك عناية اعتناء بقاء لعب ملاعبة
    مجالسة اصطحاب انتظار إذابة جلي فرك نفض قضاء ذهاب خروج مشي تنزه تقديم إلباس إغلاق إقفال قفل قياس طلاء تفقد التقاط
    إرجاع إلصاق لصق كتابة حجز استعارة اتصال رمي تخلص إطفاء تدوير سقي غلي خبز تسوق مساعدة اهتمام"""
)
"""Nouns of doing that a title may begin with, also with an article: they are said as they stand."""
DOING_LIKE = re.compile(r"(?:ال)?(?:ت\w\wي\w|ت\w\wية|است\w\wا\w)")
"""Forms that only nouns of doing have, among words for what is no thing to carry."""
MARKS = re.compile("[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}\N{ARABIC TATWEEL}]")
LIVING = word_set(
    """القطة القط القطط القطتين الكلب الكلبة الكلاب الكلبين الأرنب الأرانب العصفور العصافير الببغاء الطيور السمك الأسماك
    الدجاج السلحفاة الهامستر الطفل الطفلة الأطفال الطفلين الرضيع الرضيعة الصغار الصغير الصغيرة الأولاد الولد الولدين
    البنت البنات البنتين التوأم الابن الابنة الأبناء الأحفاد الحفيد الحفيدة"""
)
HOMES = word_set("المطبخ الصالون الصالة غرفة الحمام المكتب القبو العلية الشرفة المرآب الممر الحديقة البيت الشقة")
OF_A_TRIP = word_set("رحلة الرحلة مشوار جولة حمولة الحمولة سيارة السيارة شاحنة الشاحنة")
OURS = re.compile(r"(إخراج|إدخال|فك): (.+)")
"""Titles that the program makes itself: "إخراج: أريكة"."""


def doing(tasks: Sequence[TaskView], listed: Callable[[list[str]], str]) -> str:
    """Write what follows "هل يمكنك مساعدتي في"; empty where a title is not understood."""
    by_doing = by_first(map(_one, tasks))
    return listed([" ".join(filter(None, (how, listed(what)))) for how, what in by_doing.items()])


def _one(task: TaskView) -> tuple[str, str] | None:
    """Return a noun of doing, which is empty where the title has its own, and what it is done with."""
    if ours := OURS.fullmatch(task.title.strip()):
        # Of several things, or of two, the words would have other ends within a sentence.
        return None if re.search(r"[،(]|ان(?!\w)", ours[2]) else (ours[1], ours[2])
    head = head_of(re.sub(r"[،؛]", ",", task.title))
    words = head.split()
    if not words or re.search(r"[A-Za-z]", head):
        return None
    first = MARKS.sub("", words[0])
    is_doing = first in DOINGS or first.removeprefix("ال") in DOINGS
    if is_doing or (not task.kind.is_carried and DOING_LIKE.fullmatch(first)):
        return "", head
    if any(re.fullmatch(r"\w+ان", word) for word in words if word == words[0] or word.startswith("و")):
        return None  # two of something have another end within a sentence
    return _said_of(task, head, words)


def _said_of(task: TaskView, head: str, words: list[str]) -> tuple[str, str] | None:
    """Return the noun of doing for a title that has none, and the title."""
    if task.kind is Kind.BOX_LOAD:
        boxes = f"صناديق {head}" if words[0] in HOMES else head
        return ("تعبئة" if task.work is Work.PACK else "حمل"), boxes
    if task.kind is Kind.HEAVY_ITEM and task.is_by_hand:
        return "حمل", head
    if task.sort is Sort.CLEANING:
        return "تنظيف", head
    if task.sort in (Sort.CHILDREN, Sort.PETS) and words[0] in LIVING:
        return "رعاية", head
    if task.kind is Kind.TRIP and "إلى" in words[1:] and words[0] not in OF_A_TRIP:
        return "نقل", head
    return None
