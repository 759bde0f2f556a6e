"""What databases call the parts of an article, in the languages of their pages; the stories are English.

Each table has the English name first, which the other readers use, and then those of other languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

# What lengths are counted in.
WORDS = "words|mots|Wörter|Worte|palabras|parole|palavras|woorden"
# "Document 3 of 10", "3 von 10 DOKUMENTEN", "Page 2 of 3", "Documents (10)".
OF = "of|von|sur|de|di|van"
DOCUMENT = "Documents?|Dokumente?n?|Documentos?|Documenti|Documenten"
PAGE = "Page|Seite|Página|Pagina"

_NEXIS = {
    "headline": "titel | titre | título | titolo | kop",
    "byline": "autor | auteur | autore | verfasser",
    "section": "rubrik | rubrique | sección | secção | seção | sezione | sectie",
    "length": "länge | longueur | longitud | extensión | comprimento | extensão | lunghezza | lengte",
    "highlight": "höhepunkt | points forts | destacado | destaque",
    "body": (
        "textkörper | haupttext | inhalt | text | texte | corps | corps du texte | cuerpo | corpo | tekst"
    ),
    "graphic": "grafik | graphique | gráfico | grafico | afbeelding",
    "correction": "korrektur | corrección | correção | correzione | correctie",
    "classification": "klassifizierung | klassifikation | clasificación | classificação | classificazione",
    "language": "sprache | langue | idioma | lingua | taal",
    "load-date": (
        "load date | update | ladedatum | "
        "date de chargement | date de mise à jour | fecha de carga | data de carga | "
        "data de carregamento | data di caricamento | laaddatum"
    ),
    "publication-type": (
        "publication type | publikationstyp | type de publication | tipo de publicación | tipo de publicação"
    ),
    "document-type": "document type",
    "journal-code": (
        "journal code | "
        "zeitschriftencode | code de la publication | código de publicación | código da publicação"
    ),
    "subject": "thema | sujet | asunto | tema | assunto | soggetto | onderwerp",
    "geographic": "geographie | géographie | geografía | geografia | land",
    "company": "firma | unternehmen | entreprise | société | empresa | azienda | bedrijf",
    "organization": "organisation | organización | organização",
    "industry": "branche | secteur | industria | indústria",
    "person": "personne | persona | pessoa | persoon",
}
NEXIS_END = (
    "End of Document|Ende des Dokuments|Fin du document|Fin del documento|Fim do documento|Fine del documento"
)

_PROQUEST = {
    "author": "auteur | autor",
    "publication info": (
        "informations sur la publication | informations de publication | información de publicación | "
        "información de la publicación | publikationsinformationen | publikationsinfo | "
        "informationen zur publikation | informações da publicação | informações de publicação | "
        "informações sobre a publicação"
    ),
    "proquest document link": (
        "lien vers le document proquest | lien du document proquest | enlace de documentos de proquest | "
        "enlace al documento de proquest | enlace del documento de proquest | proquest-dokument-link | "
        "proquest-dokumentenlink | link zum proquest-dokument | link do documento proquest | "
        "link de documento do proquest | link do documento do proquest"
    ),
    "links": "liens | enlaces",
    "abstract": "résumé | resumen | zusammenfassung | kurzfassung | resumo",
    "full text": "texte intégral | texto completo | volltext",
    "subject": "sujet | materia | tema | thema | assunto",
    "location": "lieu | lugar | ort | local | localização",
    "people": "personnes | personas | personen | pessoas",
    "company / organization": (
        "entreprise / organisation | entreprise/organisation | société / organisation | "
        "empresa / organización "
        "| empresa/organización | unternehmen/organisation | unternehmen / organisation | "
        "firma / organisation | empresa / organização | empresa/organização"
    ),
    "classification": "clasificación | klassifizierung | klassifikation | classificação",
    "title": "titre | título | titel",
    "publication title": (
        "titre de la publication | titre de publication | título de publicación | título de la publicación | "
        "titel der publikation | publikationstitel | título da publicação | título de publicação"
    ),
    "volume": "volumen | band",
    "issue": "numéro | número | ausgabe | heft | edição",
    "pages": "páginas | seiten",
    "first page": "première page | primera página | erste seite | primeira página",
    "number of pages": "nombre de pages | número de páginas | seitenzahl | anzahl der seiten",
    "publication year": (
        "année de publication | año de publicación | publikationsjahr | erscheinungsjahr | ano de publicação"
    ),
    "publication date": (
        "date de publication | fecha de publicación | publikationsdatum | erscheinungsdatum | "
        "datum der publikation | data de publicação"
    ),
    "section": "sección | rubrik | abschnitt | seção | secção",
    "publisher": "éditeur | editorial | editor | verlag | herausgeber | editora",
    "place of publication": (
        "lieu de publication | lugar de publicación | erscheinungsort | publikationsort | local de publicação"
    ),
    "country of publication": (
        "pays de publication | país de publicación | erscheinungsland | publikationsland | país de publicação"
    ),
    "publication subject": (
        "sujet de la publication | materia de publicación | materia de la publicación | publikationsthema | "
        "thema der publikation | assunto da publicação"
    ),
    "source type": "type de source | tipo de fuente | quellentyp | quellenart | tipo de fonte",
    "document type": "type de document | tipo de documento | dokumenttyp | dokumententyp | dokumentart",
    "document feature": (
        "caractéristique du document | caractéristiques du document | característica del documento | "
        "dokumentmerkmal | recurso do documento"
    ),
    "language of publication": (
        "langue de publication | langue de la publication | idioma de la publicación | "
        "idioma de publicación | "
        "sprache der publikation | publikationssprache | idioma da publicação | idioma de publicação"
    ),
    "proquest document id": (
        "id du document proquest | identifiant du document proquest | numéro du document proquest | "
        "id del documento de proquest | identificador del documento de proquest | proquest-dokument-id | "
        "proquest-dokumenten-id | id do documento proquest | id do documento do proquest | "
        "id de documento do proquest"
    ),
    "document url": "url du document | url del documento | dokument-url | dokumenten-url | url do documento",
    "last updated": (
        "dernière mise à jour | última actualización | zuletzt aktualisiert | letzte aktualisierung | "
        "última atualização"
    ),
    "database": "base de données | base de datos | datenbank | base de dados | banco de dados",
    "word count": "nombre de mots | número de palabras | wortzahl | contagem de palavras",
    "credit": "crédit | crédito | quelle",
    "details": "détails | detalles | einzelheiten | detalhes",
    "identifier / keyword": (
        "identifiant / mot-clé | identificador / palabra clave | schlagwort | identificador / palavra-chave"
    ),
    "edition": "édition | edición | auflage",
    "column": "rubrique | columna | kolumne | coluna",
}

_EUROPRESSE = {
    "source": "nom de la source | source name | name der quelle | nombre de la fuente",
    "source type": "type de source | quellentyp | tipo de fuente",
    "frequency": "périodicité | periodicity | erscheinungsweise | periodicidad",
    "coverage": (
        "couverture géographique | geographical coverage | geografische abdeckung | cobertura geográfica"
    ),
    "origin": "provenance | herkunft | procedencia",
}

# Names of languages; the first is the code.
_LANGUAGES = {
    "de": "german | deutsch | allemand | alemán | alemão | tedesco | duits",
    "en": "english | englisch | anglais | inglés | inglês | inglese | engels",
    "es": "spanish | spanisch | espagnol | español | castellano | espanhol | spagnolo | spaans",
    "fr": "french | französisch | français | francés | francês | francese | frans",
    "it": "italian | italienisch | italien | italiano | italiaans",
    "nl": "dutch | niederländisch | néerlandais | neerlandés | holandês | olandese | nederlands",
    "pt": "portuguese | portugiesisch | portugais | portugués | português | portoghese | portugees",
    "ru": "russian | russisch | russe | ruso | russo",
}


def _first_by_name(table: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(
        {name: first for first, names in table.items() for name in (*names.split(" | "), first)}
    )


NEXIS, PROQUEST, EUROPRESSE, LANGUAGES = map(_first_by_name, (_NEXIS, _PROQUEST, _EUROPRESSE, _LANGUAGES))


def names_of(table: Mapping[str, str], firsts: Iterable[str]) -> str:
    """Return all names of some parts as alternatives of a pattern."""
    wanted = frozenset(firsts)
    return "|".join(name for name, first in table.items() if first in wanted)
