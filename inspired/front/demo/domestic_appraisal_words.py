"""What is said in the main story about options: how contributions could be paid, and how homes could be inspected."""

from __future__ import annotations

PAYING = (
    {
        "title": "A single monthly flat contribution",
        "text": "Every household that employs somebody pays one fixed amount a month, whatever the hours; the institute adds "
        "up what comes in for each worker.",
        "implications": "A regulation, one new form, and a line in the budget for the first two years.",
        "gains": "Households know what they pay; workers have a record from the first month.",
        "losses": "Households with few hours pay more for each hour than others.",
        "evidence": "Two comparable countries reached a third of workers within three years; no data on households with few hours.",
        "measure": "regulation",
        "stage": "formulation",
    },
    {
        "title": "An hourly voucher",
        "text": "Households buy vouchers that hold wage and contribution for an hour; the worker hands them in.",
        "implications": "Printing and an office on every island, or a telephone service; a contract with the post office.",
        "gains": "Fits whoever works for several households, hour by hour; no household has to register.",
        "losses": "Costs about four times as much to run; without a branch on the island nobody can hand them in.",
        "evidence": "The study visit saw 40 per cent of hours covered after five years, and fraud with blank vouchers.",
        "measure": "institution",
        "stage": "formulation",
    },
    {
        "title": "An agreement for the sector",
        "text": "Unions and an association of employers agree on wage and contribution; the ministry extends it to all.",
        "implications": "An association that can speak for households has to be founded first.",
        "gains": "Rules come from those who live by them, and cover wages and hours too.",
        "losses": "Live-in workers and households outside the towns have nobody at that table.",
        "evidence": "No agreement of this kind exists in the islands; elsewhere they took six years or more.",
        "measure": "regulation",
        "stage": "formulation",
    },
    {
        "title": "The rules as they are, with a campaign",
        "text": "Nothing is changed in law; radio and social workers tell households and workers what holds today.",
        "implications": "A budget for two years of radio and leaflets.",
        "gains": "Cheap, quick, and disturbs nobody.",
        "losses": "Whoever has several employers stays without contributions.",
        "evidence": "After the campaign of 2016 registrations rose by two in a hundred for half a year.",
        "measure": "awareness",
        "stage": "implementation",
    },
)
INSPECTING = (
    {
        "title": "By consent, with mediation first",
        "text": "An inspector writes first and offers to talk at a place of the worker’s choice; the home is entered by consent only.",
        "gains": "Families are not put before a court; workers keep their place.",
        "losses": "Whoever refuses is never inspected.",
        "measure": "regulation",
        "stage": "implementation",
    },
    {
        "title": "By order of a judge",
        "text": "Where there is good reason to suspect abuse, a judge may order an inspection within three days.",
        "gains": "Reaches the worst cases.",
        "losses": "Slow and feared; the worker is dismissed before the inspector comes.",
        "measure": "law",
        "stage": "formulation",
    },
)
WHY_PAYING = {  # by the option's letter, for the lowest and for the highest score
    "0": ("This is what brought us here: nine of ten are not insured.", "At least everybody knows it."),
    "A": ("Two hours a week would cost as much as forty.", "It is simple enough to begin within the year."),
    "B": (
        "There is no post office on our island, and none is planned.",
        "It follows the hours, whoever pays for them.",
    ),
    "C": ("Nobody at that table speaks for a household.", "Only those who agreed to a rule keep it."),
    "D": (
        "It changes what people know, and nothing of what they can do.",
        "It can begin next month, with what there is.",
    ),
}
WHY_INSPECTING = {
    "0": ("Complaints are heard today and go nowhere.", "Nobody has to open a door."),
    "A": ("Whoever refuses is never visited.", "Both sides keep talking, and the worker keeps the place."),
    "B": (
        "Every visit would need a lawyer and a judge, and the worker is dismissed before they come.",
        "Only a judge’s order opens the house in which somebody is locked in.",
    ),
}
CONCLUSION = (
    "We adopt the flat contribution now, because it is simple and can begin within the year, and pilot the voucher on two "
    "islands, because it fits those who work for several households best. After eighteen months both are compared. "
    "What stays open: what households with few hours pay, and that nobody is asked for contributions of past years."
)
OBJECTION = "Our congress decides on it in spring. We do not stand in the way until then."
VALUE = "Work in a home is work. No option may treat it as help in the family."
RED_LINE = "We cannot accept that contributions are asked for past years."
WOULD_CHANGE = "A clause that says from which day contributions are due, and for no day before it."
FEW_HOURS = "Households with two hours a week must not pay as much as those with forty."
