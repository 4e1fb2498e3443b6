import type { DueCounts } from '../memory/due-index.ts';

/** `hotseat due` as text: a line a category, then the sum. */
function dueText(counts: DueCounts): string {
  const names = Object.keys(counts.byCategory);
  const width = Math.max(8, ...names.map((name) => name.length));
  const row = (name: string, due: number | string, fresh: number | string, total: number | string) =>
    `${name.padEnd(width)}  ${String(due).padStart(5)}  ${String(fresh).padStart(5)}  ${String(total).padStart(5)}`;
  const rows = names.map((name) => {
    const { due, new: fresh, total } = counts.byCategory[name] ?? { due: 0, new: 0, total: 0 };
    return row(name, due, fresh, total);
  });
  const next = counts.nextDue ? [`Next due ${counts.nextDue.slice(0, 10)}.`] : [];
  return [
    row('Category', 'due', 'new', 'total'),
    ...rows,
    row('All', counts.due, counts.new, counts.total),
    ...next,
  ].join('\n');
}

/** One line for a shell prompt; empty when nothing waits. */
const dueShort = (counts: DueCounts): string =>
  counts.due > 0 ? `${counts.due} due` : counts.new > 0 ? `${counts.new} new` : '';

/** Whatever form was asked for, with its line end. */
export function dueOutput(counts: DueCounts, form: { json?: boolean; short?: boolean }): string {
  if (form.json) return `${JSON.stringify(counts)}\n`;
  const text = form.short ? dueShort(counts) : dueText(counts);
  return text === '' ? '' : `${text}\n`;
}
