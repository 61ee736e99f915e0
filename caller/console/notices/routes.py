"""`/notices`: the list of notices, a form for a new one. Times are typed and shown in the hall's own zone."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from broker.terms import ZoneCode
from caller.application.ports import Scene
from caller.console.acts import press
from caller.console.board.view import board_names
from caller.console.live import Channel
from caller.console.roles import Action
from caller.console.room import BadFields, Fields, Room, read_fields
from caller.domain.commands import PostNotice, WithdrawNotice

TEMPLATE = "notices/page.html"
LONGEST = 300


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice that has not ended."""

    notice_id: str
    boards: tuple[str, ...]
    text_zh: str
    text_en: str
    starts_at: datetime
    ends_at: datetime
    shown: bool


def notices_view(scene: Scene) -> tuple[NoticeLine, ...]:
    """Give the notices that are shown or will be, in the order they begin."""
    standing = [notice for notice in scene.hall.state.notices.values() if notice.ends_at > scene.now]
    return tuple(
        NoticeLine(
            notice_id=n.notice_id,
            boards=board_names(scene.catalogue, n.zones),
            text_zh=n.text_zh,
            text_en=n.text_en,
            starts_at=n.starts_at,
            ends_at=n.ends_at,
            shown=n.starts_at <= scene.now,
        )
        for n in sorted(standing, key=lambda notice: (notice.starts_at, notice.notice_id))
    )


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """The notices page."""

    room: Room

    def router(self) -> APIRouter:
        """Give the routes of this page."""
        router = APIRouter(prefix="/notices")
        router.add_api_route("", self.show, methods=["GET"])
        router.add_api_route("/stream", self.stream, methods=["GET"])
        router.add_api_route("", self.post, methods=["POST"])
        router.add_api_route("/withdraw", self.withdraw, methods=["POST"])
        return router

    def show(self, request: Request) -> Response:
        """Show the list and the form, which starts with today from now on."""
        self.room.person(request, Action.POST_NOTICE)
        now, view = self.room.desk.read(lambda scene: (scene.now, notices_view(scene)))
        local = now.astimezone(self._zone)
        return self.room.page(
            request,
            TEMPLATE,
            view=view,
            now=now,
            stream="/notices/stream",
            boards=self.room.catalogue.boards,
            sections=self.room.catalogue.sections_by_code,
            starts=local.strftime("%Y-%m-%dT%H:%M"),
            ends=local.strftime("%Y-%m-%dT18:30"),
            longest=LONGEST,
        )

    def stream(self, request: Request) -> Response:
        """Keep the list true."""
        channel = Channel(TEMPLATE, self.room.language(request), "notices", notices_view)
        return self.room.stream(request, channel, Action.POST_NOTICE)

    def post(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Put a notice on boards. The hall refuses one without text or boards, or that ends before it starts."""
        person = self.room.person_posting(request, fields, Action.POST_NOTICE)
        known = {board.zone for board in self.room.catalogue.boards}
        zones = tuple(ZoneCode(zone) for zone in fields.many("zones"))
        text_zh, text_en = fields.one("text_zh"), fields.maybe("text_en")
        if not set(zones) <= known:
            raise BadFields("zones")
        if max(len(text_zh), len(text_en)) > LONGEST:
            raise BadFields("text_zh", "text_en")
        command = PostNotice(
            notice_id=fields.request_id(),  # a repeat of the press is the same notice
            zones=zones,
            text_zh=text_zh,
            text_en=text_en,
            starts_at=self._moment(fields, "starts_at"),
            ends_at=self._moment(fields, "ends_at"),
        )
        return press(self.room, request, person, command, fields, back="/notices")

    def withdraw(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Take a notice down before its end."""
        person = self.room.person_posting(request, fields, Action.POST_NOTICE)
        return press(self.room, request, person, WithdrawNotice(fields.one("notice")), fields, back="/notices")

    def _moment(self, fields: Fields, name: str) -> datetime:
        """Read a local time as browsers write it, or an ISO time with its own offset."""
        try:
            at = datetime.fromisoformat(fields.one(name))
        except ValueError:
            raise BadFields(name) from None
        return (at if at.tzinfo is not None else at.replace(tzinfo=self._zone)).astimezone(UTC)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.room.catalogue.hall.timezone)
