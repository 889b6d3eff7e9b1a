"""The words of the three working groups: missions, texts, notes and outcomes."""

from __future__ import annotations

SPECIALISMS = {
    "university": "surveys, labour studies, statistics of hours and wages",
    "statistics": "household surveys, indicators, baselines",
    "workers": "domestic work, organising, testimony of live-in workers",
    "confederation": "collective agreements, minimum wage, labour law",
    "freeunions": "labour law, complaints, inspection",
    "commission": "rights of workers, law, international conventions",
    "socialsecurity": "social security, contributions, registers",
    "inspectorate": "labour inspection, private homes",
    "committee": "legislation, labour code, parliamentary calendar",
    "finance": "budget, contributions, subsidies",
}
EVIDENCE = (
    "Survey domestic workers on all islands, assess what figures and testimony already exist, and say on what all of us "
    "agree. Prepare the section on evidence of the Participatory Policy Analysis."
)
EVIDENCE_TEXT = """The survey reached 620 workers on eight islands. Fourteen of a hundred are covered by social security; nine have a
written contract; fifty-eight are paid below the minimum wage.

What workers told us about nights and Sundays has the same standing here as the figures. The two agree on unpaid
overtime, and differ on food and lodging: half of those who live in count it as pay, the other half do not.

We do not know how many work for several employers. The register of contributions cannot tell."""
EVIDENCE_AGAIN = (
    "Find out what the first survey missed: the hours of those who live in. Compare with the module of the statistics "
    "institute, and prepare what the options for contributions need to know."
)
HOURS_TEXT = """Those who live in are on call for 71 hours in the week on average, and paid for 48.

A quarter has no day off in the month. On the two islands with most hotels it is a third."""
LANDSCAPE = (
    "Map the laws, programmes and institutions that touch domestic work, with what contradicts and what is missing. Prepare "
    "the section on the policy landscape."
)
LANDSCAPE_TEXT = """The labour code leaves domestic work to a decree of 1978 that was never replaced. Three laws contradict it: those on
social security, on the minimum wage and on equality.

Two institutions may enter a private home, and neither for inspection alone. Here lies the gap that all options have to close."""
INDICATORS = "Say by which figures everybody will see whether the policy changes something, who keeps each, and since when it is known."
INDICATORS_TEXT = """**Covered by social security.** Share of domestic workers with contributions in the last twelve months. Baseline: 14 of a
hundred, joint survey. Kept by the Social Security Institute, once a year.

**Written contract.** Share with a written contract. Baseline: 9 of a hundred. Kept by the National Statistics Institute in
its module on domestic work.

**Paid below the minimum wage.** Share paid below the minimum wage by the hour. Baseline: 58 of a hundred.

**Complaints handled.** Complaints received and settled within ninety days. No baseline: to be built with the Labour Inspectorate."""
DISSENT = "We cannot keep the fourth indicator without two more inspectors. We do not stand in its way, and want this to be read beside it."
RESERVATION = "The budget for the module is granted for one year only; a yearly figure cannot be promised."
OUTCOMES_EVIDENCE = (
    "A joint survey of 620 workers that both unions, the association and the statistics institute stand behind; a module on "
    "domestic work that the institute keeps. Unions and association now call each other without us."
)
OUTCOMES_LANDSCAPE = (
    "One map of laws that everybody quotes, and a list of contradictions that went to the committee on the labour code."
)
