// Random logs over random questions, as a report is made of.
import fc from 'fast-check';
import { grades } from '../../src/memory/grade.ts';
import type { LogRecord } from '../../src/memory/record.ts';
import { foldLog } from '../../src/memory/schedule.ts';
import { pointKey } from '../../src/practice/grade.ts';
import type { ReportSource } from '../../src/report/progress-figures.ts';
import { item, point, pointReview, review, suspension, undo } from '../builders.ts';

const msPerDay = 86_400_000;
export const today = 20_060;

const points = ['one', 'two', 'three'].map((text) => point(text));
const names = (...list: string[]) => fc.array(fc.constantFrom(...list), { maxLength: 3 });

const someItems = fc
  .array(
    fc.record({
      pack: fc.constantFrom('pack', 'other'),
      category: fc.constantFrom('Basics', 'Advanced', '上級'),
      skills: names('tracing', 'rca'),
      careers: names('sre', 'analyst', 'manager'),
      tags: names('slo', 'burn', 'p99'),
      keyPoints: fc.subarray(points),
    }),
    { maxLength: 4 },
  )
  .map((made) => made.map((over, i) => item(`q-${i}`, over)));

const aKey = fc.constantFrom(...points.map(pointKey), 'gone');

const aReview = fc.record({
  grade: fc.constantFrom(...grades),
  seconds: fc.oneof(
    fc.constant(0),
    fc.nat(900),
    fc.nat(90_000).map((ms) => ms / 1000),
  ),
  hintsUsed: fc.nat(3),
  by: fc.constantFrom('person', 'person', 'person', 'script', 'a-bot'),
  cram: fc.constantFrom(false, false, false, true),
  ahead: fc.oneof(fc.nat(4), fc.nat(70)),
  covered: fc.option(fc.uniqueArray(aKey, { maxLength: 3 }), { nil: undefined }),
  missed: fc.option(fc.uniqueArray(aKey, { maxLength: 3 }), { nil: undefined }),
});

const anEvent = fc.record({
  what: fc.constantFrom(
    ...['review', 'review', 'review', 'review', 'review', 'point', 'undo', 'suspend', 'unsuspend'],
  ),
  /** One more than there are items stands for a question that is gone. */
  which: fc.nat(4),
  /** Days after the event before; a clock may have gone back. */
  gap: fc.oneof(fc.constant(0), fc.integer({ min: -2, max: 5 }), fc.integer({ min: 1, max: 3 }), fc.nat(25)),
  /** The pretended time, in days from the true one. */
  pretended: fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined, freq: 6 }),
  undoes: fc.nat(),
  review: aReview,
});

type Event = typeof anEvent extends fc.Arbitrary<infer T> ? T : never;

function recordsOf(events: readonly Event[], ids: readonly string[]): LogRecord[] {
  let day = today - 150;
  return events.map(({ what, which, gap, pretended, undoes, review: given }, i) => {
    day = Math.min(today + 1, day + gap);
    const t = day * msPerDay + 36_000_000 + i;
    const stamp = { t, ...(pretended === undefined ? {} : { now: t + pretended * msPerDay }) };
    const of = { ...stamp, item: ids[which] ?? 'pack/gone' };
    const id = `r${i}`;
    if (what === 'undo') return undo(id, `r${i === 0 ? 'none' : undoes % i}`, stamp);
    const { grade, seconds, by } = given;
    if (what === 'point')
      return pointReview(id, pointKey(points[i % 3]!), { ...of, grade, seconds, by, day });
    if (what !== 'review') return suspension(id, what as 'suspend', of);
    const { ahead, covered, missed, ...more } = given;
    return review(id, {
      ...of,
      ...more,
      day,
      due: day + ahead,
      ...(covered ? { covered } : {}),
      ...(missed ? { missed } : {}),
    });
  });
}

/** Everything that a report is made of, its records in any order. */
export const anySource: fc.Arbitrary<ReportSource> = fc
  .record({
    items: someItems,
    events: fc.oneof(fc.array(anEvent), fc.array(anEvent, { minLength: 25, maxLength: 60, size: 'max' })),
    order: fc.infiniteStream(fc.nat()),
    retention: fc.constantFrom(0.8, 0.9, 0.95),
    since: fc.option(fc.integer({ min: -155, max: 2 }), { nil: undefined }),
    leechAfter: fc.option(fc.constantFrom(2, 3), { nil: undefined }),
    readyFor: fc.option(fc.integer({ min: -20, max: 200 }), { nil: undefined }),
  })
  .map(({ items, events, order, retention, since, leechAfter, readyFor }) => {
    const settings = { retention, fuzz: true };
    const inOrder = recordsOf(
      events,
      items.map(({ pack, id }) => `${pack}/${id}`),
    );
    const keys = new Map(inOrder.map((record) => [record, order.next().value as number]));
    const records = [...inOrder].sort((a, b) => keys.get(a)! - keys.get(b)!);
    return {
      items,
      records,
      schedule: foldLog(records, settings),
      settings,
      now: today * msPerDay + 9 * 3_600_000,
      today,
      zone: () => 90,
      ...(since === undefined ? {} : { since: (today + since) * msPerDay + 43_200_000 }),
      ...(leechAfter === undefined ? {} : { leechAfter }),
      ...(readyFor === undefined ? {} : { readyFor: today + readyFor }),
    };
  });
