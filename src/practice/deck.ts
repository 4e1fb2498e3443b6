import { fullId, type Item } from '../bank/item.ts';
import { type MissedPoint, type PointSource, pointsAhead, pointsOf } from '../memory/points.ts';
import type { Schedule } from '../memory/schedule.ts';
import type { Asked } from './asked.ts';
import { pointKeys, pointQuestion } from './point-question.ts';
import { inPlaceOf } from './variant.ts';

/** How a session makes questions out of what is to be asked. */
export interface DeckRules {
  /** Missed points are asked before their questions. */
  readonly points: boolean;
  /** Items whose missed points come although they do not come themselves. */
  readonly ahead: readonly Item[];
  /** Follow-ups and weak answers take turns with the questions. */
  readonly variants: boolean;
}

/** Where the missed points of items are looked for. */
export const pointSource = (schedule: Schedule, today: number): PointSource => ({
  schedule,
  today,
  keysOf: pointKeys,
});

/**
 * The questions of a session in their order: points whose questions do not come, then every question with its
 * missed points before it, one question earlier: a point that was answered a moment ago would be no test there.
 */
export function deck(
  whole: readonly Item[],
  schedule: Schedule,
  today: number,
  { points, ahead, variants }: DeckRules,
): Asked[] {
  const source = pointSource(schedule, today);
  const asked = (list: readonly MissedPoint[]) =>
    list.flatMap(({ item, key }) => pointQuestion(item, key, schedule.get(fullId(item))?.missed) ?? []);
  const before = (item: Item | undefined) => (points && item ? asked(pointsOf(item, source)) : []);
  return [
    ...asked(pointsAhead(ahead, whole, source)),
    ...before(whole[0]),
    ...whole.flatMap((item, i) => [
      ...before(whole[i + 1]),
      variants ? inPlaceOf(item, schedule.get(fullId(item))) : item,
    ]),
  ];
}
