"""The texts of letters as shipped, in our own words; admins and hosts change them. Words only."""

from __future__ import annotations

from dialogues.convening.states.letters import LetterKind

SALUTATION = {
    "en": "Dear Sir or Madam",
    "fr": "Madame, Monsieur",
    "es": "Estimada señora, estimado señor",
    "pt": "Exma. Senhora, Exmo. Senhor",
    "ar": "السيدة الفاضلة، السيد الفاضل",
    "ru": "Уважаемые дамы и господа",
}
REFERENCE = {
    "en": "Our reference",
    "fr": "Notre référence",
    "es": "Nuestra referencia",
    "pt": "Nossa referência",
    "ar": "مرجعنا",
    "ru": "Наш номер",
}
SHIPPED: dict[tuple[str, str], tuple[str, str]] = {
    (LetterKind.INVITATION, "en"): (
        "Invitation to take part: {dialogue}",
        """{salutation},

we are preparing a dialogue in {country} under the title **{dialogue}**. Its purpose is this: {purpose}

We would like {organisation} to be at the table. Organisations from public administration, politics, civil society, the economy and research work there on the same footing. Each of them keeps its own position, and no text is called agreed unless those who were asked have endorsed its exact words.

We ask you for an answer in writing by {deadline}. If you accept, please tell us

- who will speak for {organisation}, in which function,
- from when to when this mandate holds, and whether the person may sign for you,
- who stands in when that person cannot come.

If something has to be settled before you can decide, we are glad to come and talk about it. Your answer should bear our reference {reference}; you reach us as follows: {contact}.

Yours sincerely""",
    ),
    (LetterKind.NOMINATION, "en"): (
        "Who will speak for {organisation}: {dialogue}",
        """{salutation},

we are glad that {organisation} takes part in the dialogue **{dialogue}**. So that your voice is heard from the first meeting on, we ask you to name, by {deadline},

- the person who speaks for {organisation}, with function, address and telephone,
- the first and, if there is one, the last day of this mandate,
- whether this person may endorse texts in your name with a signature,
- a substitute.

The mandate belongs to your organisation and not to the person: you may end it or pass it on at any time, and what was said for you until then stays on record.

Please send us a signed letter that bears our reference {reference}. For questions you reach us as follows: {contact}.

Yours sincerely""",
    ),
    (LetterKind.THANKS, "en"): (
        "Our thanks to {organisation}",
        """{salutation},

we thank {organisation} for what it has given to the dialogue **{dialogue}**: time, knowledge, and the patience to listen to those who see things differently.

What you have contributed is on record, and so is what became of it. We shall keep you informed of what follows, and we hope to go on working with you.

Yours sincerely""",
    ),
    (LetterKind.INVITATION, "fr"): (
        "Invitation à participer : {dialogue}",
        """{salutation},

nous préparons dans ce pays, {country}, un dialogue intitulé **{dialogue}**. Son but est le suivant : {purpose}

Nous souhaitons que l’organisation {organisation} prenne place à la table. Administrations publiques, forces politiques, société civile, acteurs économiques et monde de la recherche y travaillent sur un pied d’égalité. Chaque organisation garde sa propre position, et aucun texte n’est dit convenu tant que celles qui ont été consultées n’en ont pas approuvé les termes exacts.

Nous vous prions de nous répondre par écrit au plus tard le {deadline}. Si vous acceptez, merci de nous indiquer

- qui parlera au nom de l’organisation {organisation}, et à quelle fonction,
- de quand à quand ce mandat est valable, et si cette personne a le pouvoir de signer pour vous,
- qui la remplace en cas d’empêchement.

Si un point doit être éclairci avant votre décision, nous viendrons volontiers en parler avec vous. Merci de rappeler notre référence {reference} dans votre réponse ; vous pouvez nous joindre ainsi : {contact}.

Veuillez agréer l’expression de notre haute considération.""",
    ),
    (LetterKind.NOMINATION, "fr"): (
        "Qui parlera au nom de votre organisation : {dialogue}",
        """{salutation},

nous nous réjouissons que l’organisation {organisation} participe au dialogue **{dialogue}**. Pour que votre voix soit entendue dès la première réunion, nous vous prions de désigner, au plus tard le {deadline},

- la personne qui parle en votre nom, avec sa fonction, son adresse et son téléphone,
- le premier jour et, le cas échéant, le dernier jour de ce mandat,
- si cette personne peut approuver des textes en votre nom par sa signature,
- une personne suppléante.

Le mandat appartient à votre organisation et non à la personne : vous pouvez y mettre fin ou le transmettre à tout moment, et ce qui a été dit en votre nom jusque-là reste consigné.

Merci de nous adresser une lettre signée qui rappelle notre référence {reference}. Pour toute question, vous pouvez nous joindre ainsi : {contact}.

Veuillez agréer l’expression de notre haute considération.""",
    ),
    (LetterKind.THANKS, "fr"): (
        "Nos remerciements : {dialogue}",
        """{salutation},

nous remercions l’organisation {organisation} de ce qu’elle a apporté au dialogue **{dialogue}** : du temps, des connaissances, et la patience d’écouter celles et ceux qui voient les choses autrement.

Vos contributions sont consignées, ainsi que la suite qui leur a été donnée. Nous vous tiendrons au courant de la suite des travaux et espérons continuer à travailler avec vous.

Veuillez agréer l’expression de notre haute considération.""",
    ),
}
