import { clozeGaps } from './cloze.ts';
import type { Career, Guide, Library } from './guide.ts';
import { fullId, type Item, isChoice } from './item.ts';
import type { Scenario } from './scenario.ts';
import { countOf, type SearchDocument } from './search-index.ts';

/** Everything that a search can find: careers and skills, by their pages or as questions name them, questions, scenarios. */
export function searchDocuments(
  all: readonly Item[],
  { guides, careers }: Library,
  scenarios: readonly Scenario[],
): SearchDocument[] {
  // A stage by itself would tell what its scenario leads to.
  const items = all.filter(({ kind }) => kind !== 'stage');
  const twins = repeated(items.map(({ id }) => id));
  return [
    ...named(items, 'career', ({ careers: names }) => names, careers.map(careerPage)),
    ...named(items, 'skill', ({ skills }) => skills, guides.map(guidePage)),
    // The id is one that `show` takes.
    ...items.map((item) => questionDocument(item, twins.has(item.id) ? fullId(item) : item.id)),
    ...scenarios.map(scenarioDocument),
  ];
}

type Page = Omit<SearchDocument, 'type'>;

const scenarioDocument = ({
  id,
  title,
  summary,
  briefing,
  skills,
  careers,
  tags,
}: Scenario): SearchDocument => ({
  type: 'scenario',
  id,
  title,
  names: [...tags, ...skills, ...careers].join('\n'),
  body: `${summary}\n${briefing}`,
  shown: inOneLine(summary),
});

const careerPage = ({ id, name, summary, skills }: Career): Page => ({
  id,
  title: name,
  names: skills.join('\n'),
  body: summary,
  shown: inOneLine(summary),
});

const guidePage = ({ id, title, summary, careers, text }: Guide): Page => ({
  id,
  title,
  names: careers.join('\n'),
  body: `${summary}\n${text}`,
  shown: inOneLine(summary),
});

function repeated(names: readonly string[]): Set<string> {
  const counts = countOf(names);
  return new Set(names.filter((name) => (counts.get(name) ?? 0) > 1));
}

function named(
  items: readonly Item[],
  type: 'career' | 'skill',
  namesOf: (item: Item) => readonly string[],
  pages: readonly Page[],
): SearchDocument[] {
  const counts = countOf(items.flatMap((item) => [...new Set(namesOf(item))]));
  const known = new Set(pages.map(({ id }) => id));
  const others = [...counts].filter(([name]) => !known.has(name));
  return [
    ...pages.map((page) => ({ type, ...page })),
    ...others.map(([name, count]) => {
      const shown = `${count} ${count === 1 ? 'question' : 'questions'}`;
      return { type, id: name, title: name, names: '', body: '', shown };
    }),
  ];
}

function questionDocument(item: Item, id: string): SearchDocument {
  const names = [item.category, ...item.tags, ...item.skills, ...item.careers];
  const points = item.keyPoints.map(({ text }) => text);
  const body = [item.prompt, ...item.hints, ...points, ...answersOf(item), item.answer];
  return {
    type: 'question',
    id,
    title: item.title,
    names: names.join('\n'),
    body: body.join('\n'),
    shown: inOneLine(item.prompt),
  };
}

function answersOf(item: Item): readonly string[] {
  if (isChoice(item)) return item.choices.map(({ text }) => text);
  if (item.kind === 'order') return item.order;
  return item.kind === 'cloze' ? clozeGaps(item.cloze).flat() : [];
}

// Markdown's signs say nothing in an excerpt, and nothing is drawn for the names of figures.
const inOneLine = (markdown: string): string =>
  markdown
    .replace(/\{\{[^{}]*\}\}/g, 'N')
    .replace(/[`*]+|^#+ /gm, '')
    .replace(/\s+/g, ' ')
    .trim();
