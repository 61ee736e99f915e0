"""How kinds of certificate differ: their first words, which facts they state, what the number is called.

A kind that is not here states its holder and what its form asks of the matter itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from broker.terms import CertificateCode, FieldKey


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `keys` are the form's fields it states, in order; `labels` where a fact is called otherwise there."""

    opening: str = "经审核，符合法定条件，准予许可（登记），特发此证。"
    keys: tuple[FieldKey, ...] = ()
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    serial_label: str = "证号"
    issued_label: str = "发证日期"
    shows_validity: bool = True


def _keys(text: str) -> tuple[FieldKey, ...]:
    return tuple(FieldKey(key) for key in text.split())


_RECORD = Kind(
    opening="经查询有关信息系统，截至打印之时，登记信息如下。",
    serial_label="编号",
    issued_label="出具日期",
    shows_validity=False,
)
_SLIP = Kind(
    opening="您申请办理的事项已经办结（备案），信息如下。",
    serial_label="编号",
    issued_label="出具日期",
    shows_validity=False,
)


def _like(kind: Kind, keys: str) -> Kind:
    return Kind(
        opening=kind.opening,
        keys=_keys(keys),
        serial_label=kind.serial_label,
        issued_label=kind.issued_label,
        shows_validity=kind.shows_validity,
    )


KINDS: Mapping[CertificateCode, Kind] = MappingProxyType(
    {
        CertificateCode(code): kind
        for code, kind in (
            (
                "C-HYG",
                Kind(
                    opening="根据《公共场所卫生管理条例》，经审核，准予从事下列公共场所卫生许可项目，特发此证。",
                    keys=_keys("c_name c_legal hy_addr hy_kind hy_item hy_area c_uscc hy_manager"),
                    labels=MappingProxyType(
                        {"c_name": "单位名称", "c_legal": "法定代表人（负责人）", "hy_addr": "地址"}
                    ),
                ),
            ),
            (
                "C-BIZ",
                Kind(
                    opening="经核准登记，特发此照。",
                    keys=_keys("o_name b_name c_name c_type b_type p_name o_capital b_capital b_paddr o_scope b_scope"),
                    labels=MappingProxyType(
                        {
                            "p_name": "法定代表人（经营者）",
                            "b_paddr": "住所（经营场所）",
                            "b_name": "名称",
                            "o_name": "名称",
                            "o_scope": "经营范围",
                        }
                    ),
                    serial_label="登记编号",
                    issued_label="登记日期",
                ),
            ),
            (
                "C-FOO",
                Kind(
                    keys=_keys("b_name c_name c_uscc c_legal p_name b_paddr c_addr fd_kind fd_items fd_mgr"),
                    labels=MappingProxyType({"c_name": "经营者名称", "b_name": "经营者名称", "c_addr": "经营场所"}),
                    serial_label="许可证编号",
                ),
            ),
            (
                "C-RTB",
                Kind(
                    opening="准予从事下列道路货物运输经营，特发此证。",
                    keys=_keys("c_name c_uscc c_legal c_addr t_scope w_old"),
                    labels=MappingProxyType({"c_name": "业户名称", "c_addr": "地址", "t_scope": "经营范围"}),
                    serial_label="许可证号",
                ),
            ),
            (
                "C-RTV",
                Kind(
                    opening="准予下列车辆从事道路运输。",
                    keys=_keys("v_owner v_plate v_type v_brand v_vin v_mass v_load v_insp"),
                    labels=MappingProxyType({"v_owner": "业户名称"}),
                ),
            ),
            ("C-YBC", _like(_RECORD, "p_name p_id y_insured y_kind y_status y_months")),
            ("C-FUNDC", _like(_RECORD, "p_name p_id g_unit g_acct g_bal")),
            ("C-RPQ", _like(_RECORD, "p_name p_id h_scope h_purpose h_addr h_cert")),
            ("C-TAX", _like(_RECORD, "p_name p_id u_period u_kind h_addr h_tax")),
            ("C-CHECK", _like(_RECORD, "p_name ck_kind ck_no")),
            ("C-YIDI", _like(_SLIP, "p_name p_id y_insured y_kind y_class y_place y_start")),
            ("C-FUND", _like(_SLIP, "p_name p_id g_acct g_unit g_cause g_sum")),
            ("C-FLEX", _like(_SLIP, "p_name p_id y_action y_base y_bank")),
            ("C-JOB", _like(_SLIP, "p_name p_id j_state j_unit j_skill")),
            ("C-IDR", _like(_SLIP, "p_name i_reason")),
            ("C-PACK", _SLIP),
            ("C-EIAR", _SLIP),
            ("C-ALW", _SLIP),
            ("C-YMOVE", _SLIP),
            ("C-PMOVE", _SLIP),
            ("C-TDEC", _SLIP),
            ("C-UTIL", _SLIP),
            ("C-SALE", _SLIP),
            ("C-RTD", _SLIP),
            ("C-SCHOOL", Kind(opening="经审核，同意入学，请按时报到。", serial_label="编号", issued_label="出具日期")),
        )
    }
)
