import { fullId, type Item, isChoice } from '../bank/item.ts';
import { isoTime, startOfDay, type Zone } from '../memory/day.ts';
import type { Entry, Schedule } from '../memory/schedule.ts';

const stateOf = (entry: Entry | undefined): string =>
  entry?.suspended ? 'suspended' : (entry?.card?.state ?? 'new');

/** An item as `list --json` shows it. */
export function listedItem(item: Item, schedule: Schedule, zone: Zone) {
  const entry = schedule.get(fullId(item));
  const due = entry?.card && !entry.suspended ? entry.card.due : undefined;
  return {
    id: item.id,
    pack: item.pack,
    kind: item.kind,
    category: item.category,
    level: item.level,
    title: item.title,
    tags: item.tags,
    skills: item.skills,
    careers: item.careers,
    hints: item.hints.length,
    keyPoints: item.keyPoints.length,
    timeLimitSeconds: item.limits.spoken,
    typedTimeLimitSeconds: item.limits.typed,
    source: item.source,
    state: stateOf(entry),
    due: due === undefined ? null : isoTime(startOfDay(due, zone), zone),
  };
}

/** An item whole, as `show --json` shows it. */
export function shownItem(item: Item, schedule: Schedule, zone: Zone) {
  return {
    ...listedItem(item, schedule, zone),
    prompt: item.prompt,
    hints: item.hints,
    keyPoints: item.keyPoints,
    answer: item.answer,
    choices: isChoice(item) ? item.choices : [],
    ...kindPart(item),
    rubric: item.rubric,
    anatomy: item.anatomy,
    references: item.references,
    followUps: item.followUps,
    weakAnswers: item.weakAnswers,
  };
}

function kindPart(item: Item): object {
  if (item.kind === 'order') return { order: item.order };
  if (item.kind === 'number') return { number: item.number };
  return item.kind === 'cloze' ? { cloze: item.cloze } : {};
}
