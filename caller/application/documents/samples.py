"""What stands in a filled sample: from the people of the sandbox, so that it is plainly made up (G-06).

What no record knows gets a value by its kind; choices take the words of the field's own question where there is one.
"""

from collections.abc import Mapping

from broker.catalogue import Catalogue
from broker.catalogue.field_values import is_offered
from broker.catalogue.papers import FieldType, Form, FormField
from broker.catalogue.people import Persona
from broker.terms import FieldKey

_BY_TYPE: Mapping[FieldType, str] = {
    "text": "（示例内容）",
    "choice": "（所选项目）",
    "date": "2026-11-23",
    "idno": "990101199007210222",
    "phone": "10000000002",
    "uscc": "92990101MA0EXAM15D",
    "money": "50000.00 元",
    "number": "3",
    "bool": "否",
    "image": "（另附）",
    "signature": "",
}

_TYPED: Mapping[str, str] = {
    "d_way": "自助机领取",
    "d_addr": "示范市示范区二号路2号",
    "hy_kind": "理发店",
    "hy_aircon": "否",
    "hy_manager": "陈示范",
    "hy_item": "理发",
    "b_name": "示范区林示例餐饮店",
    "b_type": "个体工商户",
    "b_scope": "餐饮服务",
    "b_industry": "6210",
    "b_pright": "租赁",
    "b_lease": "2026-09-01 至 2029-08-31",
    "b_post": "990100",
    "b_district": "示范区一号街道",
    "o_name": "示范市样本商贸有限公司",
    "o_holders": "王样本 60%，林示例 40%",
    "o_scope": "日用百货销售",
    "o_seal": "公章、财务章、发票章",
    "t_scope": "道路普通货物运输",
    "t_kind": "新办",
    "y_place": "邻省样本市",
    "y_target": "邻省样本市",
    "y_disease": "高血压",
    "y_hospital": "示范市第一医院（虚构）",
    "y_bank": "示范银行（虚构）",
    "n_bank": "示范银行（虚构）",
    "j_skill": "大专",
    "dl_body": "身体条件符合",
    "pj_contractor": "示范建筑有限公司（虚构）",
    "pj_super": "示范监理有限公司（虚构）",
    "pj_plan": "新建厂房一栋，地上三层",
    "pj_height": "108.0",
    "w_new": "示范市示范区五号路5号",
    "o_after": "示范市示范区五号路5号",
    "u_period": "2026-10",
    "no_use": "国内",
    "m_place": "示范市民政局婚姻登记处",
    "fd_kind": "餐饮服务经营者",
    "fd_items": "热食类食品制售",
    "fd_mgr": "林示例",
    "fd_kitchen": "40",
    "fd_dining": "80",
    "fd_seats": "36",
    "fd_open": "隔断玻璃",
    "fd_water": "市政供水",
    "fd_equip": "灶具、冷柜、消毒柜",
    "fd_tools": "热力消毒",
    "sg_place": "门楣上方",
    "sg_size": "6.0 米 × 1.2 米",
    "sg_mat": "铝塑板、亚克力字",
    "sg_light": "内光",
    "sg_text": "林示例餐饮店",
    "sg_term": "3 年",
    "fi_use": "公众聚集场所（餐饮）",
    "fi_floor": "地上一层",
    "fi_mgr": "林示例",
    "fi_area": "142",
    "fi_exits": "2",
    "dr_outlet": "店后东侧检查井",
    "dr_grease": "隔油池一座",
    "ev_fume": "油烟净化器一台",
    "t_park": "示范区停车场（自有）",
    "t_safety": "王样本",
    "t_lic": "990101000001",
    "t_district": "示范区",
    "r_contract": "2026-01-01 至 2028-12-31",
    "h_cause": "买卖",
    "h_scope": "本人名下不动产",
    "h_purpose": "办理入学",
    "mf_item": "屋面防水维修",
    "i_reason": "有效期满换领",
    "dl_reason": "有效期满换证",
    "k_cause": "购房落户",
    "k_cross": "市内迁移",
    "k_relation": "本人",
    "g_cause": "租房提取",
    "y_class": "异地长期居住",
    "y_action": "增加",
    "y_base": "60%",
    "j_state": "灵活就业",
    "u_kind": "增值税",
    "w_change": "经营地址",
    "w_lost": "遗失",
    "w_reason": "不再经营",
    "o_change": "住所",
    "o_liq": "已清算完毕",
    "o_fix": "已履行义务，整改完毕",
    "o_years": "近三年",
    "o_court": "（2026）示破 1 号",
    "no_kind": "委托公证",
    "ck_kind": "参保缴费证明",
    "ck_no": "YBC-2026-000001",
    "x_income": "1200.00 元",
    "z_use": "商业",
    "z_volume": "30 千瓦",
    "z_list": "水、电、气、网",
    "z_place": "一号路人行道 3 米",
    "pj_kind": "备案",
    "pj_road": "四级公路",
    "pj_place": "示范区工业园",
    "f_area": "近海渔场",
    "f_way": "刺网",
    "f_gear": "单层刺网，网目 90 毫米",
    "e_stage": "小学一年级",
    "e_house": "自有住房",
    "e_relation": "父母",
    "e_school": "示范市第一小学（虚构）",
    "m_before": "未婚",
    "n_follow": "随母落户",
    "n_nation": "汉",
    "n_insure": "银行代扣",
}
"""Where a plain value by kind would read oddly."""


def sample_values(catalogue: Catalogue, form: Form) -> Mapping[FieldKey, str]:
    """Give a value for every field of a form but the signatures."""
    known = _known(catalogue)
    fields = catalogue.form_fields
    keys = [key for group in catalogue.groups_of(form) for key in group.fields]
    told = {key: known.get(key) or _by_kind(key, fields[key]) for key in keys if fields[key].type != "signature"}
    # a sample never shows an answer that the form does not offer
    return {key: text if is_offered(fields[key], text) else fields[key].options[0].zh for key, text in told.items()}


def _known(catalogue: Catalogue) -> Mapping[FieldKey, str]:
    values: dict[FieldKey, str] = {}
    for record in catalogue.records:
        for key, value in record.data.items():
            values.setdefault(key, value)
    if catalogue.personas:
        values.update(_person(catalogue.personas[min(1, len(catalogue.personas) - 1)]))
    return values


def _person(persona: Persona) -> Mapping[FieldKey, str]:
    return {
        FieldKey(key): value
        for key, value in (
            ("p_name", persona.name),
            ("p_sex", persona.sex),
            ("p_nation", persona.nation),
            ("p_birth", persona.birth.isoformat()),
            ("p_addr", persona.address),
            ("p_id", persona.idno),
            ("p_valid", persona.valid),
            ("p_phone", persona.phone),
            ("a_name", persona.name),
            ("a_id", persona.idno),
            ("a_phone", persona.phone),
        )
    }


def _by_kind(key: FieldKey, field: FormField) -> str:
    return _TYPED.get(key) or _BY_TYPE[field.type]
