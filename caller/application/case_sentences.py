"""The sentences of refusals about cases, and of the rules that decide "meets the conditions" (P-06)."""

from collections.abc import Mapping
from types import MappingProxyType
from zoneinfo import ZoneInfo

from broker.messages import Sentence
from caller.application.saying import Say, fixed
from caller.domain.cases import refusals as r
from caller.domain.cases.words import CallFailure, RuleName
from caller.domain.refusals import Refusal

RULE_SENTENCES: Mapping[RuleName, Sentence] = MappingProxyType(
    {
        "fields_present": Sentence(
            zh_hans="必填项已全部填写", zh_hant="必填項已全部填寫", en="Every field that is needed is filled in"
        ),
        "nothing_contested": Sentence(
            zh_hans="没有与实际不符的信息", zh_hant="沒有與實際不符的資訊", en="Nothing is marked as wrong"
        ),
        "materials_settled": Sentence(
            zh_hans="材料齐全(调用、复用、协查、承诺、容缺或提交)",
            zh_hant="材料齊全(調用、複用、協查、承諾、容缺或提交)",
            en="Every paper is called, used again, proved, promised, deferred or handed in",
        ),
        "core_not_promised": Sentence(
            zh_hans="主件没有承诺或容缺", zh_hant="主件沒有承諾或容缺", en="No core paper is promised or deferred"
        ),
        "dates_readable": Sentence(zh_hans="日期填写正确", zh_hant="日期填寫正確", en="The dates can be read"),
        "dates_not_in_future": Sentence(
            zh_hans="出生、成立、注册等日期不晚于今天",
            zh_hant="出生、成立、註冊等日期不晚於今天",
            en="Dates of birth, founding and registration are not in the future",
        ),
        "validity_not_past": Sentence(
            zh_hans="证件在有效期内", zh_hant="證件在有效期內", en="The card or licence has not expired"
        ),
        "inspection_not_past": Sentence(
            zh_hans="车辆检验在有效期内", zh_hant="車輛檢驗在有效期內", en="The vehicle's inspection has not expired"
        ),
        "numbers_in_bounds": Sentence(
            zh_hans="数字在合理范围内", zh_hant="數字在合理範圍內", en="The numbers are within bounds"
        ),
        "amounts_in_bounds": Sentence(
            zh_hans="金额在合理范围内", zh_hant="金額在合理範圍內", en="The amounts are within bounds"
        ),
        "idno_valid": Sentence(
            zh_hans="公民身份号码正确", zh_hant="公民身份號碼正確", en="The identity numbers are correct"
        ),
        "uscc_valid": Sentence(
            zh_hans="统一社会信用代码正确", zh_hant="統一社會信用代碼正確", en="The credit codes are correct"
        ),
        "phone_valid": Sentence(zh_hans="电话号码正确", zh_hant="電話號碼正確", en="The telephone numbers are correct"),
        "options_kept": Sentence(
            zh_hans="选择项都在所列选项之内", zh_hant="選擇項都在所列選項之內", en="Choices are among those offered"
        ),
    }
)
"""Rule → how it is named to a person."""

PROBLEM_SENTENCES: Mapping[RuleName, Sentence] = MappingProxyType(
    {
        "fields_present": Sentence(
            zh_hans="还有必填项没有填写", zh_hant="還有必填項沒有填寫", en="Some fields that are needed are still empty"
        ),
        "nothing_contested": Sentence(
            zh_hans="有信息与实际不符，要由工作人员核对",
            zh_hant="有資訊與實際不符，要由工作人員核對",
            en="Some details are marked as wrong: a clerk has to check them",
        ),
        "materials_settled": Sentence(
            zh_hans="还有材料没有备齐", zh_hant="還有材料沒有備齊", en="Some papers are still missing"
        ),
        "core_not_promised": Sentence(
            zh_hans="主件不能承诺，也不能容缺，请提交",
            zh_hant="主件不能承諾，也不能容缺，請提交",
            en="An essential paper can be neither promised nor deferred: please hand it in",
        ),
        "dates_readable": Sentence(
            zh_hans="日期不对，请核对年月日", zh_hant="日期不對，請核對年月日", en="This is not a date. Please check it"
        ),
        "dates_not_in_future": Sentence(
            zh_hans="日期晚于今天，请核对",
            zh_hant="日期晚於今天，請核對",
            en="This date is still to come. Check it",
        ),
        "validity_not_past": Sentence(
            zh_hans="证件已过有效期，请先换证",
            zh_hant="證件已過有效期，請先換證",
            en="Expired. Please renew it first",
        ),
        "inspection_not_past": Sentence(
            zh_hans="车辆检验已过有效期，请先检验",
            zh_hant="車輛檢驗已過有效期，請先檢驗",
            en="The inspection has expired. Please have the vehicle inspected first",
        ),
        "numbers_in_bounds": Sentence(
            zh_hans="数字不对，请核对", zh_hant="數字不對，請核對", en="This number cannot be right. Please check it"
        ),
        "amounts_in_bounds": Sentence(
            zh_hans="金额不对，请核对", zh_hant="金額不對，請核對", en="This amount cannot be right. Please check it"
        ),
        "idno_valid": Sentence(
            zh_hans="公民身份号码不对，请逐位核对",
            zh_hant="公民身份號碼不對，請逐位核對",
            en="This is no identity number. Please check each digit",
        ),
        "uscc_valid": Sentence(
            zh_hans="统一社会信用代码不对，请逐位核对",
            zh_hant="統一社會信用代碼不對，請逐位核對",
            en="This is no social credit code. Please check each character",
        ),
        "phone_valid": Sentence(
            zh_hans="电话号码不对，请核对",
            zh_hant="電話號碼不對，請核對",
            en="This is no telephone number. Check it",
        ),
        "options_kept": Sentence(
            zh_hans="不在所列选项之内，请重新选择",
            zh_hant="不在所列選項之內，請重新選擇",
            en="This is not among the choices offered. Please choose again",
        ),
    }
)
"""Rule → what is wrong where it is broken: with one field (K-02), or with the whole application."""

FAILURE_SENTENCES: Mapping[CallFailure, Sentence] = MappingProxyType(
    {
        "expired": Sentence(zh_hans="证照已过期", zh_hant="證照已過期", en="The licence has expired"),
        "revoked": Sentence(zh_hans="证照已注销或吊销", zh_hant="證照已註銷或吊銷", en="The licence was revoked"),
        "not_found": Sentence(
            zh_hans="证照库中没有查到", zh_hant="證照庫中沒有查到", en="The library has no such licence"
        ),
        "away": Sentence(zh_hans="证照库暂时不通", zh_hant="證照庫暫時不通", en="The licence library is away"),
        "slow": Sentence(
            zh_hans="证照库没有及时回应", zh_hant="證照庫沒有及時回應", en="The licence library is too slow"
        ),
    }
)
"""Why a call failed → how it is said."""


def _credit_unknown(refusal: r.CreditUnknown, _zone: ZoneInfo) -> Sentence:
    if refusal.asked:
        return Sentence(
            zh_hans="社会信用库没有答复，现在不能作告知承诺。请稍后再试，或提交材料，也可以到窗口办理。",
            zh_hant="社會信用庫沒有答覆，現在不能作告知承諾。請稍後再試，或提交材料，也可以到窗口辦理。",
            en="The credit database does not answer, so no promise can be made now. "
            "Please try again later, hand the papers in, or go to a window.",
        )
    return Sentence(
        zh_hans="您没有同意查询，无法核对信用记录，不能作告知承诺。请提交材料，或到窗口办理。",
        zh_hant="您沒有同意查詢，無法核對信用記錄，不能作告知承諾。請提交材料，或到窗口辦理。",
        en="Without your consent the credit record cannot be checked, so no promise can be made. "
        "Please hand the papers in, or go to a window.",
    )


def _refused_promise(refusal: r.PromiseRefused, _zone: ZoneInfo) -> Sentence:
    day = refusal.until
    return Sentence(
        zh_hans=f"此前的告知承诺未按期履行，{day.year}年{day.month}月{day.day}日前不适用告知承诺。",
        zh_hant=f"此前的告知承諾未按期履行，{day.year}年{day.month}月{day.day}日前不適用告知承諾。",
        en=f"An earlier promise was not kept. No promise can be made before {day.day} {day:%B %Y}.",
    )


def _stopped(refusal: r.CaseStopped, _zone: ZoneInfo) -> Sentence:
    why = FAILURE_SENTENCES.get(refusal.failure) if refusal.failure is not None else None
    windows = "、".join(code.lstrip("W0") for code in refusal.counters)
    plain = ", ".join(code.lstrip("W0") for code in refusal.counters)
    return Sentence(
        zh_hans=f"{why.zh_hans if why else '缺少必要材料'}，这里不能继续办理。"
        + (f"请到 {windows} 号窗口。" if windows else "请咨询导办台。"),
        zh_hant=f"{why.zh_hant if why else '缺少必要材料'}，這裡不能繼續辦理。"
        + (f"請到 {windows} 號窗口。" if windows else "請諮詢導辦台。"),
        en=f"{why.en if why else 'A paper that is needed is missing'}. This cannot go on here. "
        + (f"Please go to window {plain}." if plain else "Please ask at the guide desk."),
    )


def _not_sealed(refusal: r.NotSealed, _zone: ZoneInfo) -> Sentence:
    windows = "、".join(code.lstrip("W0") for code in refusal.counters)
    plain = ", ".join(code.lstrip("W0") for code in refusal.counters)
    return Sentence(
        zh_hans="电子印章暂时盖不上，还没有打印。办件和编号都保留，请稍后在“我的办件”中打印，"
        + (f"或到 {windows} 号窗口。" if windows else "或咨询导办台。"),
        zh_hant="電子印章暫時蓋不上，還沒有列印。辦件和編號都保留，請稍後在「我的辦件」中列印，"
        + (f"或到 {windows} 號窗口。" if windows else "或諮詢導辦台。"),
        en="The seal cannot be set now, so nothing was printed. The case and its number stand: print it later under "
        + (f"“My cases”, or at window {plain}." if plain else "“My cases”, or ask at the guide desk."),
    )


def _not_met(refusal: r.ConditionsNotMet, _zone: ZoneInfo) -> Sentence:
    found = [PROBLEM_SENTENCES[verdict.rule] for verdict in refusal.verdicts]
    return Sentence(
        zh_hans="现在还不能往下办：" + "；".join(one.zh_hans for one in found) + "。",
        zh_hant="現在還不能往下辦：" + "；".join(one.zh_hant for one in found) + "。",
        en="This cannot go on yet. " + ". ".join(one.en for one in found) + ".",
    )


CASE_SENTENCES: Mapping[type[Refusal], Say] = MappingProxyType(
    {
        r.NoSuchCase: fixed("没有找到这个办件。", "沒有找到這個辦件。", "There is no such case."),
        r.AnswersDoNotEnd: fixed(
            "这些回答得不出结果，请重新选择。",
            "這些回答得不出結果，請重新選擇。",
            "These answers lead nowhere. Please choose again.",
        ),
        r.NotAtThisStage: fixed(
            "办件现在不能这样处理。", "辦件現在不能這樣處理。", "This cannot be done with the case now."
        ),
        r.UnknownField: fixed("申请表没有这一项。", "申請表沒有這一項。", "The form has no such field."),
        r.NotInTheList: fixed(
            "清单里没有这份材料，不能要求。",
            "清單裡沒有這份材料，不能要求。",
            "The list has no such paper: it may not be asked for.",
        ),
        r.WayNotOpen: fixed("这份材料不能这样取得。", "這份材料不能這樣取得。", "This paper cannot be had that way."),
        r.CoreMaterial: fixed(
            "主件不能承诺，也不能容缺。",
            "主件不能承諾，也不能容缺。",
            "A core paper can be neither promised nor deferred.",
        ),
        r.NotDeferrable: fixed("这份材料不能容缺后补。", "這份材料不能容缺後補。", "This paper cannot come later."),
        r.CardHasExpired: fixed(
            "身份证已过期，请先换领新证，或取号到窗口办理。",
            "身份證已過期，請先換領新證，或取號到窗口辦理。",
            "Your identity card has expired. Please renew it first, or take a number and go to a window.",
        ),
        r.PromiseRefused: _refused_promise,
        r.CreditUnknown: _credit_unknown,
        r.AlreadySettled: fixed("这份材料已经有了。", "這份材料已經有了。", "This paper is there already."),
        r.PromiseOver: fixed(
            "承诺已失效，不能再补交。",
            "承諾已失效，不能再補交。",
            "The promise is over: the paper cannot mend it any more.",
        ),
        r.BadPage: fixed(
            "页码不对，请从第一页重新拍。",
            "頁碼不對，請從第一頁重新拍。",
            "The pages are out of order. Please start with page one.",
        ),
        r.NoSuchProof: fixed(
            "没有这个协查，或已经答复。",
            "沒有這個協查，或已經答覆。",
            "There is no such proof request, or it was answered.",
        ),
        r.CaseStopped: _stopped,
        r.ConditionsNotMet: _not_met,
        r.NotAnApprover: fixed(
            "只有本部门审批人员可以作决定。",
            "只有本部門審批人員可以作決定。",
            "Only the department's own approvers decide this.",
        ),
        r.AnotherDepartments: fixed(
            "这由其他部门负责，请由该部门的审批人员处理。",
            "這由其他部門負責，請由該部門的審批人員處理。",
            "Another department sees to this: please leave it to its approvers.",
        ),
        r.OwnAcceptance: fixed(
            "受理人员不能审批自己受理的办件。",
            "受理人員不能審批自己受理的辦件。",
            "Who accepted a case may not decide it.",
        ),
        r.StaffOnly: fixed("请由工作人员办理。", "請由工作人員辦理。", "Only staff may do this."),
        r.ExpertStepMissing: fixed(
            "还没有专家论证，不能决定。", "還沒有專家論證，不能決定。", "The expert step has not taken place yet."
        ),
        r.EmptyNotice: fixed(
            "请列出缺少或不符的每一项。",
            "請列出缺少或不符的每一項。",
            "Please list every single thing that is missing.",
        ),
        r.SecondNoticeNeedsReason: fixed(
            "第二次告知必须写明原因，并会上报。",
            "第二次告知必須寫明原因，並會上報。",
            "A second notice needs a reason, and is reported.",
        ),
        r.UnknownPauseReason: fixed(
            "请从规定的暂停原因中选择。",
            "請從規定的暫停原因中選擇。",
            "Please choose one of the reasons that may stop the clock.",
        ),
        r.NotPaused: fixed("办件没有暂停。", "辦件沒有暫停。", "The clock of this case runs."),
        r.AlreadyPaused: fixed("办件已经暂停。", "辦件已經暫停。", "The clock of this case stands still already."),
        r.NoSuchCertificate: fixed(
            "没有这张证照，或已作废。", "沒有這張證照，或已作廢。", "There is no such certificate, or it is void."
        ),
        r.SheetIsOut: fixed(
            "这张证照已经打印过，不再重复打印。",
            "這張證照已經列印過，不再重複列印。",
            "This certificate is printed already and is not printed twice.",
        ),
        r.NoSuchDocument: fixed("没有这份文书。", "沒有這份文書。", "There is no such paper."),
        r.NotSealed: _not_sealed,
        r.NothingToRate: fixed("没有可以评价的办件。", "沒有可以評價的辦件。", "There is nothing to rate."),
        r.NoHelpCalled: fixed("没有人请求帮助。", "沒有人請求幫助。", "Nobody has called for help."),
    }
)
"""Refusal about cases → how it is said."""
