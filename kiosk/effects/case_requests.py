"""Makes the requests of a matter done at the kiosk: what the visitor gave goes out sealed, with the card's reading."""

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from broker.messages import (
    ChooseWay,
    ContestField,
    FetchDocument,
    FieldValues,
    FillFields,
    HandInPage,
    Language,
    ListCases,
    LookAtApplication,
    OpenApplication,
    RateCase,
    Request,
    Sealed,
    SignCommitment,
    SubmitApplication,
)
from broker.terms import RequestId
from kiosk.effects.keys import VisitKeys
from kiosk.flow.orders import (
    AskCase,
    CaseAsk,
    ContestAsk,
    FetchAsk,
    FillAsk,
    ListAsk,
    LookAsk,
    OpenAsk,
    PagesAsk,
    PromiseAsk,
    RateAsk,
    SubmitAsk,
    ThumbnailAsk,
    WatchAsk,
    WayAsk,
)

Stamp = Callable[[RequestId, datetime], Request]


class CaseStamps:
    """Turns what is asked into requests. `card` and `language` are those of the visit that asks."""

    def __init__(self, keys: VisitKeys, order: AskCase) -> None:
        """Take the visits' keys and what is asked."""
        self._keys = keys
        self._card: Sealed = order.card
        self._language: Language = order.language
        self._ask: CaseAsk = order.ask

    def all(self) -> tuple[Stamp, ...]:
        """Give one stamp a request, in the order they go out. Raises `NotForYou` when the visit is over."""
        what = self._ask
        if isinstance(what, PagesAsk):
            return tuple(self._page(what, number) for number in range(1, len(what.pages) + 1))
        if isinstance(what, FillAsk | PromiseAsk | SubmitAsk):
            return (self._with_something_sealed(what),)
        return (lambda request_id, until: self._plain(what, request_id, until),)

    def _page(self, what: PagesAsk, number: int) -> Stamp:
        page = self._keys.seal_more(self._card, what.pages[number - 1])
        return lambda request_id, until: HandInPage(
            request_id=request_id,
            valid_until=until,
            card=self._card,
            language=self._language,
            case=what.case,
            material=what.material,
            number=number,
            of=len(what.pages),
            keep=what.keep,
            page=page,
        )

    def _with_something_sealed(self, what: FillAsk | PromiseAsk | SubmitAsk) -> Stamp:
        given = FieldValues(values=dict(what.values)) if isinstance(what, FillAsk) else what.signature
        sealed = self._keys.seal_more(self._card, given)

        def stamp(request_id: RequestId, until: datetime) -> Request:
            head = {"request_id": request_id, "valid_until": until, "card": self._card, "language": self._language}
            match what:
                case FillAsk():
                    return FillFields.model_validate({**head, "case": what.case, "values": sealed})
                case PromiseAsk():
                    return SignCommitment.model_validate(
                        {**head, "case": what.case, "materials": what.materials, "signature": sealed}
                    )
                case SubmitAsk():
                    return SubmitApplication.model_validate({**head, "case": what.case, "signature": sealed})

        return stamp

    def _plain(
        self,
        what: OpenAsk | LookAsk | WatchAsk | ContestAsk | WayAsk | FetchAsk | ThumbnailAsk | ListAsk | RateAsk,
        request_id: RequestId,
        until: datetime,
    ) -> Request:
        head = {"request_id": request_id, "valid_until": until, "card": self._card, "language": self._language}
        match what:
            case OpenAsk():
                told = {"owner": what.owner, "answers": what.answers, "consent": what.consent}
                return OpenApplication.model_validate({**head, **told})
            case LookAsk() | WatchAsk():
                return LookAtApplication.model_validate({**head, "case": what.case})
            case ContestAsk():
                return ContestField.model_validate({**head, "case": what.case, "field": what.field})
            case WayAsk():
                return ChooseWay.model_validate({**head, "case": what.case, "material": what.material, "way": what.way})
            case FetchAsk() | ThumbnailAsk():
                return FetchDocument.model_validate({**head, "case": what.case, "document": what.document})
            case ListAsk():
                return ListCases.model_validate(head)
            case RateAsk():
                told = {"case": what.case, "stars": what.stars, "reasons": what.reasons}
                return RateCase.model_validate({**head, **told})
            case _:
                assert_never(what)
