import { clozeGaps } from './cloze.ts';
import { fullId, type Item } from './item.ts';
import { countOf, type SearchDocument } from './search-index.ts';

/** Everything that a search can find: the careers and skills that questions name, and the questions. */
export function searchDocuments(items: readonly Item[]): SearchDocument[] {
  const twins = repeated(items.map(({ id }) => id));
  return [
    ...named(items, 'career', ({ careers }) => careers),
    ...named(items, 'skill', ({ skills }) => skills),
    // The id is one that `show` takes.
    ...items.map((item) => questionDocument(item, twins.has(item.id) ? fullId(item) : item.id)),
  ];
}

function repeated(names: readonly string[]): Set<string> {
  const counts = countOf(names);
  return new Set(names.filter((name) => (counts.get(name) ?? 0) > 1));
}

function named(
  items: readonly Item[],
  type: 'career' | 'skill',
  namesOf: (item: Item) => readonly string[],
): SearchDocument[] {
  return [...countOf(items.flatMap((item) => [...new Set(namesOf(item))]))].map(([name, count]) => {
    const shown = `${count} ${count === 1 ? 'question' : 'questions'}`;
    return { type, id: name, title: name, names: '', body: '', shown };
  });
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
  if (item.kind === 'choice') return item.choices.map(({ text }) => text);
  if (item.kind === 'order') return item.order;
  return item.kind === 'cloze' ? clozeGaps(item.cloze).flat() : [];
}

// Markdown's signs say nothing in an excerpt.
const inOneLine = (markdown: string): string =>
  markdown
    .replace(/[`*]+|^#+ /gm, '')
    .replace(/\s+/g, ' ')
    .trim();
