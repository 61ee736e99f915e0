"""One press of a button: the command goes to the hall once, the answer comes back as a sentence for who pressed."""

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from broker.messages import Refused
from caller.application.ports import HallAway
from caller.console.room import Fields, Person, Room, answer, wants_json
from caller.console.words import sentence_in
from caller.domain.commands import Actor, Command


def press(room: Room, request: Request, person: Person, command: Command, fields: Fields, *, back: str) -> Response:
    """Ask the hall to do `command` in the person's name. The same request id again has no second effect.

    Our own script gets JSON: 200 done, 409 refused, 503 no answer in time. A browser without it is sent `back`, or told
    the refusal. Raises `HallAway`, `BadFields`.
    """
    reply = room.desk.ask(command, actor=Actor("staff", person.staff.no), request_id=fields.request_id())
    if isinstance(reply, Refused):
        sentence = sentence_in(reply.sentence, room.language(request))
        return said(room, request, sentence, status=409, kind="refused", back=back)
    if wants_json(request):
        return answer(200, reply.kind)
    return RedirectResponse(back, status_code=303)


def said(room: Room, request: Request, sentence: str, *, status: int, kind: str, back: str) -> Response:
    """Tell a person one sentence: to our own script as JSON, to a browser as a page with a way back."""
    if wants_json(request):
        return answer(status, kind, sentence)
    return room.page(request, "layout/said.html", status=status, sentence=sentence, back=back, again=status >= 500)  # noqa: PLR2004  server's fault


def hall_away(room: Room, request: Request, _error: HallAway) -> Response:
    """Say that the controller did not answer; a page tries again by itself."""
    sentence = room.say(request)("叫号系统没有应答，请稍候。", "The hall does not answer. Please wait.")
    return said(room, request, sentence, status=503, kind="away", back=request.url.path)
