import { sum } from '../bank/group.ts';
import type { ReportFigures } from './progress-figures.ts';

/** A share as people read it: `84 %`; a dash where nothing is known. */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : `${Math.round(share * 100)} %`;

/** A time as people say it: `45 s`, `3 min`, `5 h 10 min`; a dash where nothing is known. */
function timeSpent(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What comes due on the days ahead, and what daily practice makes of it; empty where nothing does. */
export function forecastSentences({ forecast }: ReportFigures): string[] {
  const total = sum(forecast.map(({ due }) => due));
  if (total === 0) return [];
  const most = Math.max(...forecast.map(({ due }) => due));
  const answers = sum(forecast.map(({ reviews = 0 }) => reviews));
  const minutes = sum(forecast.map((day) => day.minutes ?? 0));
  const longest = Math.max(...forecast.map((day) => day.minutes ?? 0));
  return [
    `${total} come due in ${forecast.length} days, ${forecast[0]?.due ?? 0} of them today, at most ${most} on a day.`,
    ...(answers === 0
      ? []
      : [
          `Practised daily, with what is new: about ${counted(Math.round(answers / forecast.length), 'answer')} and ${counted(Math.round(minutes / forecast.length), 'minute')} a day, at most ${counted(Math.round(longest), 'minute')}.`,
        ]),
  ];
}

/** A number with two digits at most; a dash where nothing is known. */
const short = (value: number | null): string =>
  value === null ? '–' : String(Math.round(value * 100) / 100);

/** `1 question`, `2 questions`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** The report in two sentences or three. */
export function headline({ totals, streakDays, readiness }: ReportFigures): string[] {
  const { total, seen, due, reviews, days, seconds, accuracy, retrievability } = totals;
  const stands = `${counted(total, 'question')}: ${seen} seen, ${due} due, ${totals.new} new.`;
  const road =
    readiness.expected === undefined
      ? []
      : [
          `Practised daily, about ${percent(readiness.expected)} will be recalled on ${readiness.date} (\`hotseat exam\`).`,
        ];
  if (reviews === 0) return [stands, 'Nothing was practised yet: `hotseat` begins.', ...road];
  return [
    stands,
    `${counted(reviews, 'answer')} on ${counted(days, 'day')}, ${timeSpent(seconds)} in all.`,
    `${percent(accuracy)} of them were remembered; ${percent(retrievability)} of what was seen would be today.`,
    ...(streakDays > 1 ? [`${streakDays} days in a row.`] : []),
    ...road,
  ];
}

/** A table of figures: a heading a column, and rows of texts. The first column is a name, the others are numbers. */
export interface FigureTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Group = ReportFigures['byCategory'][number];

const groupColumns = ['seen', 'due', 'remembered', 'would be today', 'a question', 'hints'];

const groupRow = (name: string, group: Omit<Group, 'category'>): string[] => [
  name,
  `${group.seen} of ${group.total}`,
  String(group.due),
  percent(group.accuracy),
  percent(group.retrievability),
  timeSpent(group.meanSeconds),
  short(group.hintsPerAnswer),
];

const mostTags = 12;

/** All tables of a report that have rows. */
export function reportTables(figures: ReportFigures): FigureTable[] {
  const { totals, byCategory, bySkill, byCareer, byTag, byMonth, calibration, readiness } = figures;
  const groups = (title: string, what: string, rows: string[][]): FigureTable => ({
    title,
    columns: [what, ...groupColumns],
    rows,
  });
  const practised = byTag.filter(({ reviews }) => reviews > 0).sort((a, b) => b.reviews - a.reviews);
  return [
    groups(
      'By category',
      'Category',
      byCategory.map((group) => groupRow(group.category, group)),
    ),
    groups(
      'By skill',
      'Skill',
      bySkill.map((group) => groupRow(group.skill, group)),
    ),
    groups(
      'By career',
      'Career',
      byCareer.map((group) => groupRow(group.career, group)),
    ),
    groups(
      'By tag, the most practised',
      'Tag',
      practised.slice(0, mostTags).map((group) => groupRow(group.tag, group)),
    ),
    {
      title: `Ready for ${readiness.date}`,
      columns: ['Career', 'seen', 'with no more practice'],
      rows: readiness.byCareer.map(({ career, seen, total, ready }) => [
        career,
        `${seen} of ${total}`,
        percent(ready),
      ]),
    },
    {
      title: 'By month',
      columns: ['Month', 'answers', 'time', 'remembered'],
      rows: byMonth.map(({ month, reviews, seconds, accuracy }) => [
        month,
        String(reviews),
        timeSpent(seconds),
        percent(accuracy),
      ]),
    },
    {
      title: 'Predicted against actual recall',
      columns: ['Predicted', 'actual', 'answers'],
      rows: calibration.curve.map(({ predicted, actual, reviews }) => [
        percent(predicted),
        percent(actual),
        String(reviews),
      ]),
    },
  ].filter(({ rows }, i) => rows.length > 0 && (i === 0 || totals.reviews > 0));
}

/** How well the memory model foretold, in a sentence; empty while nothing was foretold. */
export const calibrationSentence = ({ calibration }: ReportFigures): string =>
  calibration.reviews === 0
    ? ''
    : `Over ${counted(calibration.reviews, 'answer')}: log loss ${calibration.logLoss?.toFixed(3)}, RMSE(bins) ${calibration.rmseBins?.toFixed(3)} (0 is perfect).`;
