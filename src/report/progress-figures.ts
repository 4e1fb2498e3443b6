import { grouped, mean, sum } from '../bank/group.ts';
import { fullId, type Item } from '../bank/item.ts';
import { activityOf, streak } from '../memory/activity.ts';
import {
  calibrationCurve,
  logLoss,
  type Prediction,
  predictionsOf,
  rmseBins,
} from '../memory/calibration.ts';
import { type Day, dateOf, isoTime, type Zone } from '../memory/day.ts';
import type { DayForecast } from '../memory/forecast.ts';
import { type Card, type ModelSettings, retrievability } from '../memory/fsrs.ts';
import { answersOf, type LogRecord, type PointReview, type Review, timeOf } from '../memory/record.ts';
import { dueDay, type Schedule } from '../memory/schedule.ts';
import { defaultSettings } from '../memory/settings.ts';
import { pointKey } from '../practice/grade.ts';
import { leechFigures } from './leeches.ts';

/** What a report is made of. */
export interface ReportSource {
  readonly items: readonly Item[];
  readonly records: readonly LogRecord[];
  readonly schedule: Schedule;
  readonly settings: ModelSettings;
  /** ms since 1970. */
  readonly now: number;
  readonly today: Day;
  readonly zone: Zone;
  /** Reviews before this instant (ms since 1970) are left out of what happened; what is known now stays. */
  readonly since?: number;
  /** Lapses from which a question is a leech; what is usual unless it is said. */
  readonly leechAfter?: number;
  /** The day to be ready for; today unless it is said. */
  readonly readyFor?: Day;
  /** What the days ahead hold if every one is practised, and mean recall then on the day to be ready for (0 to 1). */
  readonly ahead?: { readonly days: readonly DayForecast[]; readonly readiness?: number };
}

/** How a group of questions stands. Null where nothing is known yet. */
interface GroupFigures {
  readonly total: number;
  readonly seen: number;
  readonly due: number;
  readonly reviews: number;
  /** Share of the reviews that were not graded "again", 0 to 1. */
  readonly accuracy: number | null;
  /** Mean chance of recall today of what was seen, 0 to 1. */
  readonly retrievability: number | null;
  readonly meanSeconds: number | null;
  readonly hintsPerAnswer: number | null;
}

/** Mean chance of recall on a day over all questions of a career; what was never seen counts as 0. */
interface Readiness {
  readonly career: string;
  readonly total: number;
  readonly seen: number;
  readonly ready: number;
}

export type ReportFigures = ReturnType<typeof reportFigures>;

/** Days that a report looks ahead. */
export const forecastDays = 30;
const weakPointsShown = 20;

/**
 * The numbers of a progress report: only a person's reviews count, and none that was taken back. A missed point
 * that was asked by itself counts as time and as practice, and tells nothing of how its question stands.
 */
export function reportFigures(source: ReportSource) {
  const { items, schedule, settings, now, today, zone, since } = source;
  const answers = countedAnswers(source);
  const reviews = answers.filter(isReview);
  const predictions = predictionsOf(source.records, settings).filter(isOf(items));
  const readyFor = source.readyFor ?? today;
  const group = grouping(source, reviews);
  return {
    generatedAt: isoTime(now, zone),
    since: since === undefined ? null : isoTime(since, zone),
    totals: {
      ...group(items),
      new: items.filter((item) => !schedule.get(fullId(item))).length,
      suspended: items.filter((item) => schedule.get(fullId(item))?.suspended).length,
      seconds: sum(answers.map(({ seconds }) => seconds)),
      days: new Set(answers.map(({ day }) => day)).size,
    },
    byCategory: named('category', items, ({ category }) => [category], group),
    bySkill: named('skill', items, ({ skills }) => skills, group),
    byCareer: named('career', items, ({ careers }) => careers, group),
    byTag: named('tag', items, ({ tags }) => tags, group),
    byMonth: byMonth(answers),
    calibration: calibrationFigures(predictions),
    forecast: forecast(source),
    activity: activityFigures(answers),
    weakPoints: weakPoints(items, reviews),
    leeches: leechFigures(items, schedule, source.leechAfter ?? defaultSettings.leechAfter),
    readiness: {
      date: dateOf(readyFor),
      ...(source.ahead?.readiness === undefined ? {} : { expected: source.ahead.readiness }),
      byCareer: readiness(items, schedule, settings, readyFor),
    },
    streakDays: streak(activityOf(source.records), today),
  };
}

type Answer = Review | PointReview;

const isReview = (answer: Answer): answer is Review => answer.type === 'review';

/** The reviews that a report counts: those of its questions, by a person, since the time asked for. */
export const countedReviews = (source: ReportSource): Review[] => countedAnswers(source).filter(isReview);

function countedAnswers({ records, items, since = Number.NEGATIVE_INFINITY }: ReportSource): Answer[] {
  const isWanted = isOf(items);
  return answersOf(records).filter((answer) => timeOf(answer) >= since && isWanted(answer));
}

function isOf(items: readonly Item[]): (of: { readonly item: string }) => boolean {
  const ids = new Set(items.map(fullId));
  return ({ item }) => ids.has(item);
}

/** A function that tells how some items stand. */
function grouping(
  { schedule, settings, today }: ReportSource,
  reviews: readonly Review[],
): (items: readonly Item[]) => GroupFigures {
  const byItem = grouped(reviews, ({ item }) => item);
  return (items) => {
    const cards = items.flatMap((item) => schedule.get(fullId(item))?.card ?? []);
    const own = items.flatMap((item) => byItem.get(fullId(item)) ?? []);
    return {
      total: items.length,
      seen: cards.length,
      due: items.filter((item) => isDue(item, schedule, today)).length,
      reviews: own.length,
      accuracy: mean(own.map(({ grade }) => (grade === 'again' ? 0 : 1))) ?? null,
      retrievability: mean(cards.map((card) => retrievability(card, today, settings))) ?? null,
      meanSeconds: mean(timed(own)) ?? null,
      hintsPerAnswer: mean(own.map(({ hintsUsed }) => hintsUsed)) ?? null,
    };
  };
}

/** The seconds of the reviews whose time is known: what was graded on paper took a time that nobody knows, written as 0. */
export const timed = (reviews: readonly Review[]): number[] =>
  reviews.map(({ seconds }) => seconds).filter((seconds) => seconds > 0);

const isDue = (item: Item, schedule: Schedule, today: Day): boolean =>
  (dueDay(schedule.get(fullId(item))) ?? Number.POSITIVE_INFINITY) <= today;

function named<Name extends string>(
  what: Name,
  items: readonly Item[],
  namesOf: (item: Item) => readonly string[],
  group: (items: readonly Item[]) => GroupFigures,
): (Record<Name, string> & GroupFigures)[] {
  const pairs = items.flatMap((item) => [...new Set(namesOf(item))].map((name) => ({ name, item })));
  return [...grouped(pairs, ({ name }) => name)].map(([name, own]) => ({
    ...({ [what]: name } as Record<Name, string>),
    ...group(own.map(({ item }) => item)),
  }));
}

/** What happened month by month, oldest first. */
const byMonth = (answers: readonly Answer[]) =>
  [...grouped(answers, ({ day }) => dateOf(day).slice(0, 7))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, own]) => ({
      month,
      reviews: own.filter(isReview).length,
      seconds: sum(own.map(({ seconds }) => seconds)),
      accuracy: mean(own.filter(isReview).map(({ grade }) => (grade === 'again' ? 0 : 1))) ?? null,
    }));

const calibrationFigures = (predictions: readonly Prediction[]) => ({
  reviews: predictions.length,
  logLoss: logLoss(predictions) ?? null,
  rmseBins: rmseBins(predictions) ?? null,
  curve: calibrationCurve(predictions),
});

/** How many come due on each of the days ahead, today with all that is late, if nothing were practised; and what each holds if it is. */
function forecast({
  items,
  schedule,
  today,
  ahead,
}: ReportSource): ({ date: string; due: number } & Partial<DayForecast>)[] {
  const days = items.flatMap((item) => dueDay(schedule.get(fullId(item))) ?? []);
  const counts = grouped(days, (day) => Math.max(day, today));
  return Array.from({ length: forecastDays }, (_, i) => ({
    date: dateOf(today + i),
    due: counts.get(today + i)?.length ?? 0,
    ...ahead?.days[i],
  }));
}

const activityFigures = (answers: readonly Answer[]) =>
  [...grouped(answers, ({ day }) => day)]
    .sort(([a], [b]) => a - b)
    .map(([day, own]) => ({
      date: dateOf(day),
      reviews: own.length,
      seconds: sum(own.map(({ seconds }) => seconds)),
    }));

/** The key points missed most: how often, of how many answers that were held against them. */
function weakPoints(items: readonly Item[], reviews: readonly Review[]) {
  const byItem = grouped(reviews, ({ item }) => item);
  const points = items.flatMap((item) =>
    item.keyPoints.map((point) => {
      const key = pointKey(point);
      const own = byItem.get(fullId(item)) ?? [];
      const missed = own.filter((review) => review.missed?.includes(key)).length;
      const covered = own.filter((review) => review.covered?.includes(key)).length;
      return { id: item.id, text: point.text, missed, seen: missed + covered };
    }),
  );
  return points
    .filter(({ missed }) => missed > 0)
    .sort((a, b) => b.missed - a.missed || b.missed / b.seen - a.missed / a.seen)
    .slice(0, weakPointsShown);
}

function readiness(
  items: readonly Item[],
  schedule: Schedule,
  settings: ModelSettings,
  day: Day,
): Readiness[] {
  const pairs = items.flatMap((item) => [...new Set(item.careers)].map((career) => ({ career, item })));
  return [...grouped(pairs, ({ career }) => career)].map(([career, own]) => {
    const cards = own.map(({ item }) => schedule.get(fullId(item))?.card);
    const chances = cards.map((card) => (card ? recallOn(card, day, settings) : 0));
    return { career, total: own.length, seen: cards.filter(Boolean).length, ready: mean(chances) ?? 0 };
  });
}

const recallOn = (card: Card, day: Day, settings: ModelSettings): number =>
  retrievability(card, Math.max(day, card.lastDay), settings);
