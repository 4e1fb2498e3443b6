import { clozeGaps, withGaps } from '../bank/cloze.ts';
import { isChoice } from '../bank/item.ts';
import { letterOf } from '../bank/letters.ts';
import type { Plan } from '../bank/plan.ts';
import type { DrillTask } from '../practice/drill.ts';

/** An answers file with the ids and prompts that a seed and a time select, in YAML, its answers empty. */
export function drillTemplate(plan: Plan, tasks: readonly DrillTask[], seed: number, now: string): string {
  const head = [
    `# Answers for the plan "${plan.name}", seed ${seed}, ${now}: run it with the same --seed and --now.`,
    '# An answer is a text, a letter or a list of letters, an order (a list), a number, or a map of',
    '# {text|choice|order|number|cloze, hints, seconds, grade}. An empty one skips its question.',
  ];
  return `${[...head, ...tasks.map(entry)].join('\n')}\n`;
}

function entry({ dealt, limitSeconds }: DrillTask): string {
  const { item } = dealt;
  const about = [
    `${item.title} (${item.kind}, ${item.category}, ${limitSeconds} s)`,
    '',
    ...item.prompt.split('\n'),
    ...task(dealt),
  ];
  return `\n${about.map((line) => `# ${line}`.trimEnd()).join('\n')}\n${item.pack === 'builtin' ? item.id : `${item.pack}/${item.id}`}: ${empty(dealt)}`;
}

function task({ item, shown }: DrillTask['dealt']): string[] {
  switch (item.kind) {
    case 'stage':
    case 'choice':
      return ['', ...shown.map((index, place) => `${letterOf(place)}. ${item.choices[index]?.text ?? ''}`)];
    case 'order':
      return ['', ...shown.map((index, place) => `${letterOf(place)}. ${item.order[index] ?? ''}`)];
    case 'cloze':
      return ['', ...withGaps(item.cloze, (n) => `____(${n + 1})`).split('\n')];
    case 'number':
      return item.number.unit === '' ? [] : ['', `in ${item.number.unit}`];
    default:
      return [];
  }
}

function empty({ item }: DrillTask['dealt']): string {
  if (isChoice(item) || item.kind === 'order') return '[]';
  return item.kind === 'cloze' && clozeGaps(item.cloze).length > 1 ? '[]' : '""';
}
