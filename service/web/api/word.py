"""The JSON API for a word to all who come. Path and fields are a contract."""

from service.domain.reading.board import read_board
from service.domain.reading.views import Audience
from service.domain.reading.word import who_come
from service.domain.rules.word import say_to_all
from service.mail.addresses import hears
from service.web.api.outputs.word import WordAnswer
from service.web.base.intents import CtxOnce
from service.web.base.late_routes import Router
from service.web.forms.word import NewWord

router = Router(prefix="/api/v1")


@router.post("/moves/{m}/word", status_code=201, tags=["moves"])
def say(ctx: CtxOnce, body: NewWord) -> WordAnswer:
    """Say a word to everybody with a firm claim: at most one in ten minutes. `left`: those whom only you can tell."""
    with ctx.change() as change:
        change.once(lambda: say_to_all(change, body.text, standbys=body.standbys))
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    people = who_come(board, standbys=board.move.word_to_standbys)
    told = [helper.n for helper in people if hears(ctx.installation, helper) and board.move.lets_know(helper)]
    return WordAnswer(told=told, left=[each.n for each in people if each.n not in told], version=board.move.version)
