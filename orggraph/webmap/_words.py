"""Every word that the page itself says, and what it says of its own origin."""

from orggraph import __version__, style
from orggraph.language import _
from orggraph.model import COVERED
from orggraph.network import Network
from orggraph.redaction import Level, level_name
from orggraph.webmap._view import View


def title(network: Network, view: View) -> str:
    """Name the map.

    Parameters
    ----------
    network
        The county on one day.
    view
        What of it is drawn.

    Returns
    -------
    title
        In the language in use.
    """
    towns = view.town_codes(network)
    if towns is None:
        return style.visible(_("{county}: who helps whom").format(county=network.county_name))
    names = [name for code, name in network.towns.iter_rows() if code in towns]
    where = _("{county}, {towns}").format(county=network.county_name, towns=_(", ").join(names))
    return style.visible(_("{county}: who helps whom").format(county=where))


def origin(network: Network, view: View, left_out: int) -> list[str]:
    """Say where a map comes from and what its words mean.

    Parameters
    ----------
    network
        The county on one day.
    view
        What of it is drawn.
    left_out
        Relations of people that were left out.

    Returns
    -------
    lines
        Day, data, thresholds, version and level; definitions.
    """
    lines = [
        _("As of {day} · data {digest} · thresholds {profile} · orggraph {version}").format(
            day=network.as_of,
            digest=network.dataset.digest[:12],
            profile=network.profile.name,
            version=__version__,
        )
        + f" · {level_name(view.level)}",
        _(
            "Weak: designated weak and lax, or economically weak. Isolated: weak, in no active "
            "pairing and in no active joint committee."
        ),
        _(
            "Evidenced: an activity, a carrier or a document shows it; dashed: only registered. "
            "All lines are equally thick; an arrow points to who is helped."
        ),
    ]
    if view.level is Level.PUBLIC:
        lines = [lines[0], _("An arrow points to who is helped. All lines are equally thick.")]
    if view.old is not None:
        lines.insert(
            1,
            _("Compared with {day}, data {digest}").format(
                day=view.old.as_of, digest=view.old.dataset.digest[:12]
            ),
        )
    if network.dataset.names_kept and view.level is Level.INTERNAL:
        lines.insert(1, _("Persons' names are kept: for internal use only."))
    if view.layers:
        names = [layer_names()[layer] for layer in view.layers]
        lines.append(_("Only these relations are drawn: {names}").format(names=_(", ").join(names)))
    if left_out:
        lines.append(_("{count} relations of people are left out.").format(count=left_out))
    return lines


def layer_names() -> dict[str, str]:
    """Name the layers.

    Returns
    -------
    names
        By key, in the language in use.
    """
    from orggraph.webmap._legend import kind  # noqa: PLC0415 - the legend uses words of its own
    from orggraph.webmap._view import LAYERS  # noqa: PLC0415

    return {layer: kind(layer) for layer in LAYERS}


def covered() -> dict[str, str]:
    """Name the mechanisms of the coverage matrix.

    Returns
    -------
    names
        By mechanism, in order, in the language in use.
    """
    from orggraph.language import term  # noqa: PLC0415

    return {name: term(COVERED, name) for name in COVERED}


def words() -> dict[str, str]:
    """Give every word that the page itself says.

    Returns
    -------
    words
        By key.
    """
    return {**_map_words(), **_panel_words(), **_list_words()}


def _map_words() -> dict[str, str]:
    return {
        "all": _("Show all"),
        "close_towns": _("Close all towns"),
        "counter": _(
            "Showing {nodes} of {all_nodes} organisations, {edges} of {all_edges} relations"
        ),
        "both": _("changes"),
        "day": _("Day"),
        "earlier": _("Earlier change"),
        "fit": _("Whole map"),
        "hidden": _("hidden: {nodes} organisations, {edges} relations"),
        "help": _("Keys and help"),
        "hulls": _("Outlines of joint committees"),
        "keys_help": _(
            "/ search · Tab from part to part · on the map: arrows go to the next organisation "
            "that way, Shift and arrows move the map, + and − zoom, 0 shows all, Enter opens a "
            "town, Esc back · in lists: ↑ ↓ · [ and ] earlier and later day"
        ),
        "later": _("Later change"),
        "legend": _("Legend and filter; click to hide or show"),
        "map": _("Map of organisations; the table below lists the same"),
        "old": _("before"),
        "no_stream": _("This browser is too old for the map: it cannot unpack the data."),
        "only": _("only"),
        "open_towns": _("Open all towns"),
        "rearrange": _("Shorten lines"),
        "rearranged": _("{count} organisations changed places; the lines are {share} shorter."),
        "restore": _("Original places"),
        "save": _("Save"),
        "saved": _("Saved: {name}"),
        "saved_smaller": _("Saved at {scale} times: the browser holds no larger picture."),
        "small_scale": _("Picture, 2 times"),
        "large_scale": _("Picture, 4 times"),
        "svg": _("Drawing (SVG)"),
        "csv": _("Table (CSV)"),
        "print": _("Print"),
        "town_closed": _("{count} organisations"),
        "town_weak": _("weak {weak}, isolated {isolated}"),
        "zoom_in": _("Larger"),
        "zoom_out": _("Smaller"),
    }


def _panel_words() -> dict[str, str]:
    return {
        "alone": _("Isolated weak branch"),
        "back": _("Back to the overview"),
        "code": _("Code"),
        "coverage": _("Coverage by mechanism"),
        "coverage_county": _("Coverage"),
        "coverage_known": _("{registered} of {known} known"),
        "coverage_unknown": _("{registered} of {known} known, {unknown} unknown"),
        "coverage_all_unknown": _("all {unknown} unknown"),
        "coverage_none": _("nobody was asked"),
        "designations": _("Designations"),
        "details": _("Details"),
        "direction": _("Direction"),
        "dropout": _("What if it drops out?"),
        "dropout_helpless": _("Would be left without any helper"),
        "dropout_isolated": _("Would become isolated weak branches"),
        "dropout_unsure": _("Of {count} it is unknown: a ledger of their town is missing."),
        "dropout_none": _("Nobody would be left alone."),
        "findings": _("Findings"),
        "full": _("Full name"),
        "gone": _("Not there on this day"),
        "helped_by": _("Helped by"),
        "helps": _("Helps"),
        "in": _("who helps it"),
        "isolated": _("Isolated weak branches"),
        "member_of": _("Member of"),
        "members": _("Members"),
        "mutual": _("Help each other"),
        "near_count": _("{count} organisations at most {steps} away"),
        "no_findings": _("No check finds anything."),
        "no_isolated": _("No weak branch stands alone."),
        "no_path": _("No help leads from {start} to {end}."),
        "no_relations": _("No active pairing and no joint committee."),
        "out": _("whom it helps"),
        "own_day": _(
            "Relations, states and designations follow the slider; coverage and findings are those "
            "of {day}."
        ),
        "both_ways": _("both ways"),
        "page": _("Why it matters and what to do"),
        "path": _("Help path to …"),
        "path_found": _("{count} steps of help"),
        "path_to": _("Name of the other end"),
        "registered_only": _("only registered"),
        "relations": _("Relations"),
        "source": _("Source"),
        "state_active": _("active"),
        "state_evidenced": _("evidenced"),
        "state_missing": _("not reached"),
        "state_registered": _("registered"),
        "state_unknown": _("unknown"),
        "since": _("since {day}"),
        "until": _("{since} to {until}"),
        "undated": _("no dates on record"),
        "steps": _("Steps"),
        "came": _("came"),
        "went": _("went"),
        "changed": _("changed"),
        "changed_what": _("Changed"),
        "came_nodes": _("Organisations that came"),
        "went_nodes": _("Organisations that went"),
        "changed_nodes": _("Organisations that changed"),
        "came_edges": _("Relations that came"),
        "went_edges": _("Relations that went"),
        "changed_edges": _("Relations that changed"),
        "weak": _("Weak branch"),
    }


def _list_words() -> dict[str, str]:
    return {
        "alias": _("(also {name})"),
        "column_name": _("Name"),
        "column_change": _("Since then"),
        "column_kind": _("Kind"),
        "column_town": _("Town"),
        "column_state": _("State"),
        "column_helped": _("Helpers"),
        "column_helps": _("Helped"),
        "column_findings": _("Findings"),
        "column_code": _("Code"),
        "column_committees": _("Joint committees"),
        "first": _("the first {count} are listed"),
        "hits": _("{count} hits"),
        "list": _("Table"),
        "list_rows": _("{first}–{last} of {count}"),
        "next": _("Next page"),
        "no_hits": _("Nothing found"),
        "previous": _("Previous page"),
        "search": _("Search by name, code or pinyin"),
        "state_isolated": _("isolated"),
        "state_weak": _("weak"),
    }
