"""What the seats of the main story answered, by call: the way it came in, its language, then the answers in order."""

from dialogues.ledger.states import Disposition
from dialogues.states import Channel

WEB, PHONE, PAPER, IN_PERSON = Channel.WEB, Channel.PHONE, Channel.PAPER, Channel.IN_PERSON
HOURS = "fourteen hours"
SURVEY, DATA, EXPERIENCE = "Survey", "Data or statistics", "Experience of the people concerned"

EVIDENCE = {
    "statistics": (WEB, "en", ("There are no data on domestic work after the census of 2011; the labour force survey does "
        "not ask about it."), DATA, "National Statistics Institute, 2011", "3", "Census tables, series C"),
    "university": (WEB, "en", ("In a study of two municipalities, seven of ten domestic workers were paid below the minimum "
        "wage for the hours they worked."), "Study or research", "Centre for Labour Studies", "4", ""),
    "socialsecurity": (WEB, "en", ("2,140 domestic workers are registered with social security; fewer than half of them had "
        "a contribution paid last year."), DATA, "Social Security Institute, register", "5", ""),
    "commission": (WEB, "en", ("Of 63 complaints by domestic workers in three years, none led to an inspection: the "
        "inspectorate may not enter a home."), "Evaluation report", "National Human Rights Commission", "5", ""),
    "inspectorate": (WEB, "en", ("Inspectors may enter a workplace without notice, a home only with a judge’s order. No "
        "order was ever asked for."), "Law or official document", "Labour Inspectorate", "5", ""),
    "committee": (WEB, "pt", ("A comissão recebeu quarenta e uma petições sobre trabalho doméstico em dois anos; nenhuma "
        "levou a uma audição."), "Law or official document", "Parliamentary Committee on Social Affairs", "4", ""),
    "rural": (PHONE, "en", ("Girls from inland villages are placed with families in town for food and schooling. They "
        "rarely see money."), EXPERIENCE, "Rural Women’s Network, 26 meetings", "3", ""),
    "chamber": (PAPER, "en", "Firms that clean homes lose orders to undeclared work; a legal hour costs them a third more.",
        SURVEY, "Chamber of Commerce, survey of members", "3", ""),
    "confederation": (WEB, "en", "Only one collective agreement in the country mentions domestic work, and it has run out.",
        "Law or official document", "General Confederation of Workers", "4", ""),
}  # fmt: skip
TESTIMONY = {
    "workers": (IN_PERSON, "en", ("I start at six and end when the last child sleeps, fourteen hours later. I have every "
        "second Sunday. I live in a room behind the kitchen."), "A worker who lives in", "The capital", ("A fixed end of the "
        "day"), "Yes"),
    "rural": (PHONE, "en", ("They said school in the morning and a little help in the afternoon. I went to school for one "
        "year."), "A young woman, placed at fourteen", "An inland municipality", "Somebody to ask", "Only in other words"),
    "employers": (WEB, "en", "I would register her tomorrow. I went to three counters, and each sent me to the next one.",
        "An employer with two children", "The capital", "One counter, or a telephone number", "Yes"),
    "freeunions": (WEB, "en", "She was dismissed by a message when she was pregnant. Nobody could tell her which law applies.",
        "A union adviser", "The second island", "A short leaflet", "Yes"),
    "radio": (WEB, "en", ("After our programme, 118 listeners called in one evening; most of them asked what the minimum "
        "wage is."), "An editor", "All islands", "Facts that can be read out", "Yes"),
}  # fmt: skip
RANKING = {
    "labour": (WEB, "en", "Administrative feasibility", "3", "Ask our counters for something they cannot check."),
    "socialsecurity": (WEB, "en", "Administrative feasibility", "2", "Open a second register beside ours.", "2140"),
    "university": (WEB, "en", "Value for money", "3", "Be introduced without a way to measure whether it works."),
    "confederation": (WEB, "en", "Fairness", "2", "Give domestic workers less than other workers.", "410"),
    "chamber": (PAPER, "en", "Legality", "4", "Demand contributions for years that have passed."),
    "rural": (PHONE, "en", "Access and choice", "5", "Need a journey to the capital.", "350"),
    "workers": (PAPER, "en", "Fairness", "4", "Let the household decide alone whether a worker is insured.", "900"),
}
CONTRACT = {
    "freeunions": (
        WEB,
        "en",
        "The hours, the free day and what happens when a child is ill. Everything else can be in the leaflet.",
        "The model contract",
        "“Work ends at … ; what comes after is paid as overtime.”",
    ),
    "commission": (
        WEB,
        "en",
        "A sentence on where to turn with a complaint, with the telephone number.",
        "The model contract",
        "",
    ),
}
DECISIONS = (
    {
        "statistics": (Disposition.ACCEPTED, "It is the first finding of section 6: there are no figures."),
        "university": (Disposition.ACCEPTED, "Cited in section 6, beside the joint survey."),
        "socialsecurity": (Disposition.ACCEPTED, "It gives the baseline of the first indicator."),
        "commission": (Disposition.ACCEPTED, "It opens the second area of contention."),
        "inspectorate": (Disposition.PARTLY, "The rule is described; whether it should change belongs to phase 2."),
        "committee": (Disposition.ACCEPTED, "The petitions stand in the policy landscape."),
        "rural": (Disposition.ACCEPTED, "Placed in the evidence as testimony, with the same standing as figures."),
        "chamber": (Disposition.PARKED, "Cleaning firms are not domestic work; kept for the debate on vouchers."),
        "confederation": (Disposition.ACCEPTED, "Named in the policy landscape."),
    },
    {
        "workers": (Disposition.ACCEPTED, "Quoted in section 6."),
        "rural": (Disposition.ACCEPTED, "Told in other words in section 6, as you asked."),
        "employers": (Disposition.ACCEPTED, "The three counters are a challenge of their own in section 8."),
        "freeunions": (Disposition.PARTLY, "The leaflet is taken up; dismissal is outside this policy area."),
        "radio": (Disposition.NOT_ACCEPTED, "The calls cannot be counted as evidence: we do not know who called."),
    },
)
