"""A visitor's own papers, as the bus asks for them: looked up in the hall, then made without it."""

import copy

from broker.messages import case_requests as m
from caller.application.cases.asking import Asker, own_case
from caller.application.cases.papers import CaseFacts, Made, PaperDesk, Wanted
from caller.application.cases.views import windows_for
from caller.application.ports import Desk, Scene
from caller.application.ports.papers import SealBroken
from caller.domain.cases.refusals import NotSealed


def paper_of_case(desk: Desk, papers: PaperDesk, asker: Asker, request: m.FetchDocument) -> Made:
    """Make a paper of the asker's own case.

    Raises `NoSuchCase`, `NoSuchPaper`, `NoSuchCertificate`, `NotSealed`, `HallAway`.
    """

    def look(scene: Scene) -> CaseFacts:
        case = own_case(scene, asker, request.case)
        book = scene.hall.state.cases
        sheets = {sheet.serial: copy.copy(sheet) for sheet in book.sheets_of(case)}
        return CaseFacts(copy.deepcopy(case), sheets, scene.catalogue, scene.now)

    facts = desk.read(look)
    try:
        return papers.of_case(facts, Wanted(request.document, request.language))
    except SealBroken as broken:
        raise NotSealed(windows_for(facts.catalogue, facts.case)) from broken
