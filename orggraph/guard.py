"""The guard before a user's query: it may only read the graph.

A read-only connection is not enough, since both engines also read files and load code in it. So a
query is cut into tokens, and wherever a clause can begin only a word of the list may stand: at the
start, and after something complete (a name, a value, a closing bracket).
"""

import re
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import NamedTuple

from orggraph.errors import QueryError
from orggraph.language import _

_BEGIN = {"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN"}
_GO_ON = {
    *("WHERE", "ORDER", "SKIP", "LIMIT", "UNION", "AS", "WHEN", "THEN", "ELSE", "END"),
    *("AND", "OR", "XOR", "IN", "IS", "STARTS", "ENDS", "CONTAINS"),
    *("ASC", "ASCENDING", "DESC", "DESCENDING", *_BEGIN),
}
_COMPLETE = {"END", "ASC", "ASCENDING", "DESC", "DESCENDING"}
_BEFORE_A_VALUE = {"NOT", "DISTINCT", "CASE"}
# Never a name by itself: after `(pattern)+` the server begins a clause where a sum would go on.
_BEGIN_A_CHANGE = {
    *("CALL", "COPY", "CREATE", "DELETE", "DETACH", "DROP", "FOREACH", "INSERT", "LOAD", "MERGE"),
    *("NODETACH", "REMOVE", "SET"),
}
_SECOND = {("CASE", "WHEN"), ("ORDER", "BY"), ("STARTS", "WITH"), ("ENDS", "WITH")}
_SUBQUERIES = {"EXISTS", "COUNT"}
_FUNCTIONS = {
    *("abs", "avg", "cast", "ceil", "coalesce", "collect", "count", "date", "exists"),
    *("floor", "head", "keys", "label", "labels", "last", "left", "length", "lower"),
    *("ltrim", "max", "min", "nodes", "properties", "relationships", "replace", "reverse", "right"),
    *("round", "rtrim", "sign", "size", "split", "sqrt", "substring", "sum", "tofloat"),
    *("tointeger", "tolower", "tostring", "toupper", "trim", "type", "upper"),
}
# Neo4j decodes \uXXXX before it looks for the ends of strings; the other characters end a line, or
# a comment, in one engine and not in another.
_MISLEADING = re.compile(
    r"\\[uU]|\r(?!\n)|[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]"
)
_TOKEN = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*[^*]*\*/)
    |(?P<value>'(?:[^'\\]|\\[\\'"nrtbf])*'|"(?:[^"\\]|\\[\\'"nrtbf])*"
        |[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    |(?P<parameter>\$[^\W\d]\w*)
    |(?P<quoted>`[^`\\]+`)
    |(?P<word>[^\W\d]\w*)
    |(?P<sign>\.\.|/(?![/*])|[][(){}<>=+\-*%^,.:|;!&])""",
    re.VERBOSE,
)


class _Expects(Enum):
    CLAUSE = auto()
    MATCH = auto()
    VALUE = auto()
    MORE = auto()


class _Token(NamedTuple):
    kind: str
    text: str
    start: int

    @property
    def keyword(self) -> str:
        """The word in capitals; a letter of another script may turn into an A-Z by that."""
        return self.text.upper() if self.kind == "word" and self.text.isascii() else ""


class _Place(NamedTuple):
    """A token between its neighbours, and what the ones before it let expect."""

    before: _Token
    token: _Token
    after: _Token
    expects: _Expects


class _RefusedError(Exception):
    """A token that must not stand where it stands."""

    def __init__(self, token: _Token, remedy: str = "") -> None:
        super().__init__(token.text)
        self.token = token
        self.remedy = remedy or _(
            "A query only reads, with MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT, "
            "UNION, EXISTS, COUNT and CASE."
        )


def check_read_only(text: str, parameters: Mapping[str, object]) -> None:
    """Refuse a query that may do more than read the graph.

    Parameters
    ----------
    text
        A Cypher statement of a user.
    parameters
        A value for each parameter of the statement.

    Raises
    ------
    QueryError
        It is not one statement, or holds a word or function that is not on the list, or a
        parameter without a value; the message says where.
    """
    try:
        tokens = list(_tokens(text))
        if tokens and tokens[-1].text == ";":
            tokens.pop()
        if not tokens:
            raise QueryError(
                _("The query is empty."), _("Write, for example: {query}").format(query=_EXAMPLE)
            )
        _check(tokens, parameters)
    except _RefusedError as refused:
        line = text.count("\n", 0, refused.token.start) + 1
        column = refused.token.start - text.rfind("\n", 0, refused.token.start)
        raise QueryError(
            _("The query is refused at line {line}, column {column}: {word}").format(
                line=line, column=column, word=refused.token.text
            ),
            refused.remedy,
        ) from None


_EXAMPLE = "MATCH (v:Village) RETURN v.name ORDER BY v.name LIMIT 5"


def _tokens(text: str) -> Iterator[_Token]:
    misleading = _MISLEADING.search(text)
    if misleading:
        token = _Token("", ascii(misleading.group())[1:-1], misleading.start())
        raise _RefusedError(token, _("Write plain characters, and no escapes by number."))
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            raise _RefusedError(
                _Token("", text[place], place),
                _("It does not belong here, or what it opens is not closed."),
            )
        if found.lastgroup and found.lastgroup != "blank":
            yield _Token(found.lastgroup, found.group(), place)
        place = found.end()


def _check(tokens: list[_Token], parameters: Mapping[str, object]) -> None:
    edge = _Token("", "", 0)
    expects = _Expects.CLAUSE
    around = zip([edge, *tokens], tokens, [*tokens[1:], edge], strict=False)
    for before, token, after in around:
        place = _Place(before, token, after, expects)
        if token.kind in {"word", "quoted"}:
            expects = _after_name(place)
        elif token.kind == "sign":
            expects = _after_sign(place)
        else:
            if token.kind == "parameter" and token.text[1:] not in parameters:
                raise _RefusedError(token, _("The parameter has no value; write the value."))
            if expects is not _Expects.VALUE:
                raise _RefusedError(token)
            expects = _Expects.MORE


def _after_name(place: _Place) -> _Expects:
    word, before = place.token.keyword, place.before
    if before.text == "." or before.keyword == "AS":
        _refuse_call(place)
        return _Expects.MORE
    if place.expects is _Expects.VALUE:
        return _after_value_word(place)
    if place.expects is _Expects.CLAUSE and (before.keyword, word) == ("UNION", "ALL"):
        return _Expects.CLAUSE
    allowed = {_Expects.CLAUSE: _BEGIN, _Expects.MATCH: {"MATCH"}, _Expects.MORE: _GO_ON}
    if word not in allowed[place.expects]:
        raise _RefusedError(place.token)
    if word in _COMPLETE:
        return _Expects.MORE
    return {"UNION": _Expects.CLAUSE, "OPTIONAL": _Expects.MATCH}.get(word, _Expects.VALUE)


def _after_value_word(place: _Place) -> _Expects:
    word = place.token.keyword
    if word in _BEFORE_A_VALUE or (place.before.keyword, word) in _SECOND:
        return _Expects.VALUE
    if word in _BEGIN_A_CHANGE:
        raise _RefusedError(place.token, _("If it is a name, write it between back-quotes."))
    if place.token.text.lower() not in _FUNCTIONS or not word:
        _refuse_call(place)
    return _Expects.MORE


def _refuse_call(place: _Place) -> None:
    if place.after.text == "(":
        raise _RefusedError(
            place.token,
            _("Of the functions only these: {names}").format(names=", ".join(sorted(_FUNCTIONS))),
        )


def _after_sign(place: _Place) -> _Expects:
    sign, before = place.token.text, place.before
    if sign == ";":
        raise _RefusedError(place.token, _("Ask one statement at a time."))
    pattern = sign == "(" and before.text == "{"
    if place.expects in {_Expects.CLAUSE, _Expects.MATCH} and not pattern:
        raise _RefusedError(place.token)
    if sign == "." and (before.kind == "value" or place.after.kind not in {"word", "quoted"}):
        raise _RefusedError(place.token)
    if sign == "{" and before.keyword in _SUBQUERIES:
        return _Expects.CLAUSE
    everything = sign == "*" and before.keyword in {"WITH", "RETURN", "DISTINCT"}
    return _Expects.MORE if everything or sign in {")", "]", "}"} else _Expects.VALUE
