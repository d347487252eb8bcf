"""Checks the figures that an authority published against each other."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.programme import Claim, Programme
from starcase.model.reconciled import Outcome, Reckoning, Way
from starcase.problems import DocumentId, Path, Problem, Rule, Severity, Spot, problem, rule
from starcase.rating.claim_words import say_reckoning
from starcase.rating.claims import reconcile

CLAIM_DIFFERS = rule(
    "claim-differs",
    says="公布数据“{name}”与一起公布的别的数对不上：{reckoned}。",
    mend="请对照来源，看是不是抄错了、漏了一部分，或者不是同一时间的数；来源就是这样写的，照录，页面上会写明。",
    severity=Severity.WARNING,
)
CLAIM_ROUNDING = rule(
    "claim-rounding",
    says="公布数据“{name}”写的舍入方式与数字对不上：{reckoned}。",
    mend="请改正舍入方式（rounding）：四舍五入写 nearest，截尾写 truncated；来源没有说明的，删去这一行。",
    severity=Severity.WARNING,
)

_IN_SHARES = (Way.SHARE, Way.PRODUCT)


def check_claims(programme: Programme, document: DocumentId) -> Iterator[Problem]:
    """Reports ``claim-differs`` where published figures contradict each other, and ``claim-rounding`` where one was not rounded as is said.

    A figure that cannot be checked is no problem; the programme's page says why. Source: FORMAT.md section 3, claims.
    """
    for place, reconciled in enumerate(reconcile(programme)):
        wrong = {each.way for each in reconciled.reckonings if each.outcome is Outcome.DIFFERS}
        for reckoning in reconciled.reckonings:
            found = _judge(reckoning, reconciled.claim)
            if found is None or (reckoning.way is Way.HUNDRED and Way.PARTS in wrong):
                continue
            about, key = found
            yield problem(
                about,
                document,
                ("claims", place, key),
                related=tuple(Spot(document, path) for path in _terms(reckoning)),
                name=reconciled.claim.id or reconciled.claim.what,
                reckoned=say_reckoning(reckoning, programme),
            )


def _judge(reckoning: Reckoning, claim: Claim) -> tuple[Rule, str] | None:
    """The rule that a reckoning breaks, and the key that it points at. Of two figures for the same thing, the later one is reported."""
    if reckoning.outcome in (Outcome.ONLY_TRUNCATED, Outcome.ONLY_NEAREST):
        return (CLAIM_ROUNDING, "rounding") if claim.rounding else None
    if reckoning.outcome is not Outcome.DIFFERS or (
        reckoning.way is Way.TWICE and reckoning.claim < reckoning.terms[0]
    ):
        return None
    return CLAIM_DIFFERS, "share" if reckoning.way in _IN_SHARES else "value"


def _terms(reckoning: Reckoning) -> Iterator[Path]:
    for term in reckoning.terms:
        yield ("claims", term, "share" if reckoning.way is Way.HUNDRED else "value")
