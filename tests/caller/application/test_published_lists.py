"""Published lists on paper (G-08): each list of a kiosk's shelf, line by line and figure by figure as on the glass."""

import pytest

from broker.catalogue.lists import LISTS, PublishedList, departments_of
from broker.messages import Language
from broker.terms import ServiceCode
from caller.application.documents.lists import NoSuchList, list_sheet
from tests.caller.papers import papers, press, reference, text_of


@pytest.mark.req("G-08")
@pytest.mark.parametrize("each", LISTS, ids=lambda each: each.code)
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_list_on_paper_has_the_lines_and_figures_of_the_one_on_the_glass(
    each: PublishedList, language: Language
) -> None:
    lines, at = each.find(reference()), press(language)
    sheet = list_sheet(at, each.code)
    assert [row[1] for row in sheet.rows] == [at.say.name(line) for line in lines]
    figures = (str(len(lines)), str(departments_of(lines)))
    assert all(figure in sheet.intro for figure in figures)
    assert {len(row) for row in sheet.rows} == {len(sheet.columns)}


@pytest.mark.req("G-08")
def test_57_of_12_and_97_of_25_stand_on_the_printed_lists_with_matters_known_by_name_only() -> None:
    counted = {code: list_sheet(press(), code) for code in ("rongque", "commitment")}
    assert [sheet.intro for sheet in counted.values()] == ["共 57 项，12 个部门。", "共 97 项，25 个部门。"]
    by_name = [row for row in counted["rongque"].rows if row[4] == "到窗口办理"]
    assert len(by_name) > 30
    text = text_of(papers().render(counted["commitment"]))
    assert "告知承诺事项清单" in text
    assert reference().service(ServiceCode("WJW-001")).name_zh in text


@pytest.mark.req("G-08", "K-15")
def test_a_name_that_nobody_has_translated_is_marked_on_paper_too() -> None:
    untranslated = [row[1] for row in list_sheet(press("en"), "commitment").rows if not row[1].isascii()]
    assert untranslated
    assert all(name.endswith(" (Chinese only)") for name in untranslated)


@pytest.mark.req("G-08")
def test_a_list_that_the_hall_does_not_publish_is_refused() -> None:
    with pytest.raises(NoSuchList):
        list_sheet(press(), "everything")
