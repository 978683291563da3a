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
    قيادة كنس كي لف متابعة مرافقة مراقبة مسح نزع نشر نقل وصل وضع توضيب ملء مسك إمساك العناية الاعتناء الطبخ التنظيف"""
)
"""Nouns of doing that a title may begin with: they are said as they stand."""
HOMES = word_set("المطبخ الصالون الصالة غرفة الحمام المكتب القبو العلية الشرفة المرآب الممر الحديقة البيت الشقة")
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
    if words[0] in DOINGS:
        return "", head
    if task.kind is Kind.BOX_LOAD:
        boxes = f"صناديق {head}" if words[0] in HOMES else head
        return ("تعبئة" if task.work is Work.PACK else "حمل"), boxes
    if task.kind is Kind.HEAVY_ITEM and task.is_by_hand:
        return "حمل", head
    if task.sort is Sort.CLEANING:
        return "تنظيف", head
    if task.sort in (Sort.CHILDREN, Sort.PETS) and words[0].startswith("ال"):
        return "رعاية", head
    return None
