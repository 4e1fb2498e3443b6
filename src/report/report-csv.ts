import { csvText } from '../bank/csv.ts';
import { grouped, mean } from '../bank/group.ts';
import { fullId } from '../bank/item.ts';
import { dateOf } from '../memory/day.ts';
import { retrievability } from '../memory/fsrs.ts';
import { dueDay } from '../memory/schedule.ts';
import { countedReviews, type ReportSource, timed } from './progress-figures.ts';

const columns = [
  'id',
  'pack',
  'category',
  'level',
  'kind',
  'title',
  'due',
  'stabilityDays',
  'difficulty',
  'retrievability',
  'reviews',
  'accuracy',
  'meanSeconds',
  'hintsPerAnswer',
  'lastReview',
];

/** `hotseat report --format csv`: a line a question, for a spreadsheet. */
export function reportCsv(source: ReportSource): string {
  const { items, schedule, settings, today } = source;
  const byItem = grouped(countedReviews(source), ({ item }) => item);
  const rows = items.map((item) => {
    const entry = schedule.get(fullId(item));
    const card = entry?.card;
    const due = dueDay(entry);
    const own = byItem.get(fullId(item)) ?? [];
    return [
      item.id,
      item.pack,
      item.category,
      item.level,
      item.kind,
      item.title,
      entry?.suspended ? 'suspended' : due === undefined ? 'new' : dateOf(due),
      card?.stability ?? null,
      card?.difficulty ?? null,
      card ? rounded(retrievability(card, today, settings)) : null,
      own.length,
      rounded(mean(own.map(({ grade }) => (grade === 'again' ? 0 : 1)))),
      rounded(mean(timed(own))),
      rounded(mean(own.map(({ hintsUsed }) => hintsUsed))),
      card ? dateOf(card.lastDay) : null,
    ];
  });
  return csvText([columns, ...rows]);
}

const rounded = (value: number | undefined): number | null =>
  value === undefined ? null : Math.round(value * 1e4) / 1e4;
