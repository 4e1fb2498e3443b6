import stringWidth from 'fast-string-width';
import { clockTime } from '../bank/duration.ts';
import type { Item } from '../bank/item.ts';
import { fitted } from '../report/fitted.ts';
import type { listedItem } from '../report/item-json.ts';
import { renderMarkdown } from './markdown.ts';
import type { Theme } from './theme.ts';

type Listed = ReturnType<typeof listedItem>;

/** Items in a table that fits the width: id, state, category, title. */
export function itemTable(items: readonly Listed[], theme: Theme, width: number): string {
  if (items.length === 0) return 'No question fits these filters.';
  const columns = (item: Listed) => [
    item.id,
    item.due ? `${item.state} ${item.due.slice(0, 10)}` : item.state,
    item.category,
  ];
  const rows = items.map((item) => ({ cells: columns(item), title: item.title }));
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map(({ cells }) => stringWidth(cells[i] ?? ''))));
  const room = Math.max(20, width - widths.reduce((sum, w) => sum + w + 2, 0));
  const lines = rows.map(({ cells, title }) => {
    const [id = '', state = '', category = ''] = cells.map((cell, i) => cell.padEnd(widths[i] ?? 0));
    return `${theme.accent(id)}  ${theme.faint(state)}  ${theme.faint(category)}  ${fitted(title, room)}`;
  });
  return `${lines.join('\n')}\n${items.length} ${items.length === 1 ? 'question' : 'questions'}`;
}

/** One item whole, answer and all. */
export function itemText(item: Item, listed: Listed, theme: Theme, width: number): string {
  const section = (name: string, texts: readonly string[]) =>
    texts.length === 0
      ? []
      : ['', theme.accent(name), ...texts.map((text) => renderMarkdown(text, theme, width))];
  const facts = [
    `${item.pack}/${item.id}`,
    item.category,
    item.level,
    item.kind,
    listed.due ? `${listed.state}, due ${listed.due.slice(0, 10)}` : listed.state,
    `${clockTime(item.limits.spoken)} spoken, ${clockTime(item.limits.typed)} typed`,
    `${item.source.file}:${item.source.line}`,
  ];
  const names = [...item.skills, ...item.careers, ...item.tags];
  return [
    theme.title(item.title),
    renderMarkdown(facts.join(' · '), theme, width),
    ...(names.length > 0 ? [renderMarkdown(names.join(', '), theme, width)] : []),
    ...section('Question', [item.prompt]),
    ...item.hints.flatMap((hint, i) => section(`Hint ${i + 1}`, [hint])),
    ...section('Key points', [item.keyPoints.map(({ text }) => `- ${text}`).join('\n')].filter(Boolean)),
    ...section('Answer', [item.answer]),
    ...section('Rubric', [item.rubric].filter(Boolean)),
    ...section('What a good story is made of', [item.anatomy].filter(Boolean)),
    ...item.weakAnswers.flatMap((answer) => section('Weak answer', [answer])),
    ...item.followUps.flatMap(({ prompt }) => section('Follow-up', [prompt])),
    ...section(
      'References',
      [item.references.map((reference) => `- ${reference}`).join('\n')].filter(Boolean),
    ),
  ].join('\n');
}
