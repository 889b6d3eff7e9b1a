"""The words of the main story's letters: the letterhead, the dialogue's own texts, and what institutions wrote back."""

from typing import Any

HEAD: dict[str, Any] = {
    "name": "National Women’s Rights Organisation",
    "address": "Market street 12\nPorto Novo do Sul\nIlhas do Sul",
    "contact": "Telephone 000 555 0100, weekdays from 9 to 12\nhost@example.org",
    "place": "Porto Novo do Sul",
    "signatory": "The coordinator of the host team",
    "signatory_function": "National Women’s Rights Organisation, Dialogue Host",
    "prefix": "DW",
}
NOMINATION = (
    "Who speaks for {organisation} from now on",
    """{salutation},

{organisation} has had a seat in the dialogue **{dialogue}** from the beginning. We have heard that whoever speaks for you is about to change, and ask you to tell us in writing by {deadline}

- who speaks for {organisation} from which day on, with function and telephone,
- whether this person may endorse texts in your name,
- who stands in.

The seat and everything said from it stay yours. Whoever follows receives two pages on where the dialogue stands, and we are glad to explain them by telephone.

Please quote {reference}. You reach us as follows: {contact}.

Yours sincerely""",
)
THANKS = (
    "Our thanks to {organisation}",
    """{salutation},

six hundred and twenty domestic workers on three islands answered the joint survey. Without {organisation} nobody would have asked them.

We thank you for the evenings, for the lent rooms, and for having shown the figures to those whom they are about before anybody else saw them. What came of them stands in chapter six of the analysis, with your name.

Yours sincerely""",
)
INVITATION_PT = (
    "Convite para participar: {dialogue}",
    """{salutation},

estamos a preparar um diálogo em {country} com o título **{dialogue}**. O seu objetivo é o seguinte: {purpose}

Gostaríamos de contar com {organisation} à mesa. Administração pública, partidos, sociedade civil, agentes sociais e academia trabalham ali em pé de igualdade. Cada organização mantém a sua própria posição, e nenhum texto é dado como acordado sem que as organizações consultadas tenham subscrito as suas palavras exatas.

Pedimos uma resposta por escrito até {deadline}. Em caso afirmativo, queiram indicar

- quem falará em nome de {organisation}, e com que função,
- de quando a quando vale este mandato, e se essa pessoa pode assinar em vosso nome,
- quem a substitui.

A resposta deve mencionar a nossa referência {reference}; o nosso contacto: {contact}.

Com os melhores cumprimentos""",
)
TAX_QUESTION = (
    "They ask whether taking part binds them to the proposal on contributions, and who else of the ministry comes."
)
SCAN_AGENCY = (
    "",
    "Invitation to the dialogue on domestic work",
    "",
    "We accept the invitation with thanks.",
    "",
    "For the agency speaks its head of placement services,",
    "who may sign for us, for one year from next week on.",
    "In her absence our adviser for domestic services stands in.",
    "",
    "We ask for all documents on paper.",
    "",
    "The president of the agency",
)
SCAN_INSPECTORATE = (
    "",
    "Who speaks for the inspectorate",
    "",
    "The chief inspector retires at the end of the month.",
    "From now on the deputy chief inspector speaks and signs for us.",
    "Our legal officer stands in.",
    "",
    "On behalf of the Labour Inspectorate",
)
