"""Contents made to agree with quotation marks."""

from __future__ import annotations

import pytest

from analysis.quotes import by_rules, find_attributions
from analysis.quotes.alignment import aligned, with_answers
from analysis.quotes.records import Attribution, Span
from analysis.tokens.document import Document


def spans(text: str, *words: str) -> tuple[Span, ...]:
    return tuple((text.index(word), text.index(word) + len(word)) for word in words)


def shown(text: str, found: tuple[Span, ...]) -> list[str]:
    return [text[start:end] for start, end in found]


def attributed(text: str) -> list[tuple[str, list[str]]]:
    """Give source and content of what the network finds, corrected."""
    (found,) = find_attributions([Document(text)])
    return [(" ".join(shown(text, item.source)), shown(text, item.content)) for item in found]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("“We left early,” she said.", "left", "“We left early,”"),
        ("“We left early,” she said.", "“We left", "“We left early,”"),
        ("She said, “We left early,” before he came.", "“We left early,” before he came", "“We left early,”"),
        ("She called it “a joke from Oslo” today.", "it “a joke", "it “a joke from Oslo”"),
        ("She said “budget cuts” would help.", "“budget cuts” would help", "“budget cuts” would help"),
        ("She said it was late.", "it was late", "it was late"),
    ],
)
def test_a_content_has_whole_quotations_and_ends_with_complete_ones(text: str, part: str, whole: str) -> None:
    cue = spans(text, "said" if "said" in text else "called")
    item = Attribution((), cue, spans(text, part))
    (found,) = aligned(text, [item], Document(text).quotations)
    assert shown(text, found.content) == [whole]


def test_a_quotation_around_a_cue_is_not_its_content() -> None:
    text = "“He said they left,” she added."
    item = Attribution((), spans(text, "said"), spans(text, "they left"))
    assert aligned(text, [item], Document(text).quotations) == [item]


def test_a_nickname_in_marks_stays_in_a_source() -> None:
    text = "Jan “Bones” Example said they left."
    item = Attribution(spans(text, "Jan “Bones” Example"), spans(text, "said"), spans(text, "they left"))
    assert aligned(text, [item], Document(text).quotations) == [item]


def test_paragraphs_that_nobody_has_go_to_the_first_of_their_quotation() -> None:
    text = "She said: “One.\n\n“Two.\n\n“Three,” she added."
    parts = ("“One.", "“Two.", "“Three,”")
    first = Attribution((), spans(text, "said"), spans(text, parts[0]))
    last = Attribution((), spans(text, "added"), spans(text, parts[2]))
    found = aligned(text, [first, last], Document(text).quotations)
    assert [shown(text, item.content) for item in found] == [[parts[0], parts[1]], [parts[2]]]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (
            'Director Rolf Hagen wrote: "We are closing.\n\n"There is no money.\n\n"Farewell."',
            3,
        ),
        ('Captain Sara Lund told the inquiry: "No alarm rang.\n\n"I shouted.\n\n"Nobody came."', 3),
        ('"I resign," the mayor, Tom Aske, said.\n\n"I was tired of it.\n\n"Now I will fish."', 3),
        ('The diver, Marc Tollo, said:\n\n"It was dark.\n\n"I felt the wall.\n\n"Then I saw light."', 3),
        (
            '"They knew," lawyer Kate Pryor said. "They knew for years.\n\n"They did nothing.\n\n"Why?"',
            4,
        ),
        (
            "The nurse, Ida Moe, said: “We waited.\n\n“The helicopter never came.\n\n“He died at dawn.”",
            3,
        ),
    ],
)
def test_a_quotation_of_several_paragraphs_is_one_persons(text: str, paragraphs: int) -> None:
    ((_, content),) = attributed(text)
    assert len(content) == paragraphs
    assert content[-1] == text[text.rindex("\n") + 1 :]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            '"We want peace," said Latvia\'s minister, Inga Ozola, "and we will pay."',
            "Latvia's minister, Inga Ozola",
        ),
        ('"It holds," said engineer Paul Renner, "but I would not cross."', "engineer Paul Renner"),
        ('"I ran," said the goalkeeper, Dino Ferri, "and I fell."', "the goalkeeper, Dino Ferri"),
        ('"It is late," Nina Holt, the clerk, said, "and I am tired."', "Nina Holt, the clerk"),
        ('"Our ships," said Admiral Jorge Paz of Chile, "are ready."', "Admiral Jorge Paz of Chile"),
        ('"We won," said coach Sam Kiptoo, who is 50, "because we ran."', "coach Sam Kiptoo, who is 50"),
    ],
)
def test_a_quotation_that_its_speaker_interrupts_has_two_parts(text: str, source: str) -> None:
    opening, closing = text.split(" ")[0][0], text.rsplit(', "', 1)[1]
    assert opening == '"'
    assert attributed(text) == [(source, [text[: text.index(',"') + 2], f'"{closing}'])]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            '"It is done," Olga Brandt said. "Nonsense," hit back the builder, Piet Zomer.',
            "the builder, Piet Zomer",
            '"Nonsense,"',
        ),
        (
            '"He was off," Ivo Marek said. "Never," fired back striker Luca Benedetto.',
            "striker Luca Benedetto",
            '"Never,"',
        ),
        (
            '"We paid," said director Hana Suzuki. "A lie," snapped union leader Bram Visser.',
            "union leader Bram Visser",
            '"A lie,"',
        ),
        (
            'Leo Falk wanted more time. "No," came the answer from the treasurer, Ada Lind.',
            "the treasurer, Ada Lind",
            '"No,"',
        ),
        (
            '"Is it safe?" asked Nils Berg. "Of course," was the answer of engineer Tara Singh.',
            "engineer Tara Singh",
            '"Of course,"',
        ),
        (
            '"I saw no ship," Einar Holm told the court. "You slept," countered prosecutor Mia Sand.',
            "prosecutor Mia Sand",
            '"You slept,"',
        ),
    ],
)
def test_a_second_speaker_has_the_second_quotation(text: str, source: str, content: str) -> None:
    # A preposition before them names nobody else.
    sources = [one for one, parts in attributed(text) if parts == [content]]
    assert [one.removeprefix("from ").removeprefix("of ") for one in sources] == [source]
    assert sum(content in parts for _, parts in attributed(text)) == 1


def test_an_answer_is_taken_from_the_speaker_before() -> None:
    text = "“Lost,” said Jan. “Rubbish,” hit back Eva."
    said = Attribution(spans(text, "Jan"), spans(text, "said"), spans(text, "“Lost,”", "“Rubbish,”"))
    rule = Attribution(spans(text, "Eva"), spans(text, "hit back"), spans(text, "“Rubbish,”"))
    assert with_answers(text, [said], [rule]) == [said._replace(content=spans(text, "“Lost,”")), rule]
    # What the network found of it keeps its cue, and a source within the sentence.
    own = rule._replace(source=spans(text, "Jan"), cue=spans(text, "hit"))
    assert with_answers(text, [own], [rule]) == [own._replace(source=spans(text, "Eva"))]


def test_an_answer_opens_its_sentence() -> None:
    text = "He called it “rubbish,” said Eva."
    rule = Attribution(spans(text, "Eva"), spans(text, "said"), spans(text, "“rubbish,”"))
    assert with_answers(text, [], [rule]) == []


def test_the_work_on_answers_is_linear() -> None:
    text = "“No,” said Eva. " * 2000
    (found,) = by_rules.find([Document(text)])
    assert len(with_answers(text, found, found)) == len(found)


def test_who_is_told_in_a_headline_gives_no_answer() -> None:
    text = 'Chief "lied to save his job", court told\n\nThe trial of the harbour chief began on Monday.'
    assert [source for source, _ in attributed(text)] == [""]
