import stringWidth from 'fast-string-width';
import { grouped, sum } from '../bank/group.ts';
import type { Item } from '../bank/item.ts';
import { dayOfDate, weekdayOf } from '../memory/day.ts';
import type { DayAhead, Road } from '../memory/exam.ts';
import { fitted } from './fitted.ts';
import { filled, tableText } from './report-text.ts';
import { counted, type FigureTable, percent } from './report-words.ts';

// The last week is shown day by day, whatever lies before it.
const daysShown = 14;
const lastDays = 7;
const titlesShown = 5;

/** What the advice names: where the learner's own stories are, and whether the shipped mock interview fits the packs. */
export interface Shown {
  readonly items: readonly Item[];
  readonly hasMock: boolean;
}

/** `hotseat exam`: the road in tables and sentences that fit a width of 60 columns or more. */
export function roadText(road: Road, shown: Shown, width: number): string {
  const fill = (sentence: string) => filled(sentence, width);
  const parts =
    road.daysLeft < 0
      ? after(road).map(fill)
      : road.daysLeft === 0
        ? onTheDay(road).map(fill)
        : [...ahead(road, width), adviceText(road, shown, width)];
  return `${parts.join('\n\n')}\n`;
}

const named = (date: string): string => `${weekdayOf(dayOfDate(date))} ${date}`;

const after = ({ date }: Road): string[] => [
  `The interview was on ${named(date)}.`,
  'What were you asked? `hotseat add` takes a question in half a minute.',
  '`hotseat exam --date DATE` sets the next date, `hotseat exam --clear` forgets this one.',
];

const onTheDay = ({ date, readiness }: Road): string[] => [
  `Today, ${named(date)}, is the day. Expected recall: ${percent(readiness)}.`,
  '`hotseat drill warmup` takes five minutes, the weakest first. Tomorrow: `hotseat exam`.',
];

function ahead(road: Road, width: number): string[] {
  const { date, daysLeft, minutes, readiness, readinessToday, career, byCategory } = road;
  const total = sum(byCategory.map((category) => category.total));
  const fill = (sentence: string) => filled(sentence, width);
  return [
    [
      `The road to ${named(date)}`,
      '',
      fill(
        `${counted(daysLeft, 'day')} left, ${counted(minutes, 'minute')} a day, ${counted(total, 'question')}${career === null ? '' : ` of ${career}`}.`,
      ),
      fill(`Expected recall: ${percent(readinessToday)} today, ${percent(readiness)} on the day.`),
    ].join('\n'),
    tableText(daysTable(road), width),
    tableText(categoryTable(road), width),
    droppedText(road, width),
  ];
}

function daysTable({ days }: Road): FigureTable {
  const early = days.length > daysShown ? days.slice(0, days.length - lastDays) : [];
  // Counted back from the last week, so that the first one is the short one.
  const weeks = grouped(early.entries(), ([i]) => Math.floor((early.length - 1 - i) / 7));
  return {
    title: 'Minutes a day, and answers in brackets',
    columns: ['Day', 'minutes', 'reviews', 'new', 'what'.padEnd(whatWidth)],
    rows: [
      ...[...weeks.values()].map((week) => weekRow(week.map(([, day]) => day))),
      ...days.slice(early.length).map((day) => row(named(day.date), [day])),
    ],
  };
}

const weekRow = (week: readonly DayAhead[]): string[] => {
  const [first, last] = [week[0]?.date ?? '', week.at(-1)?.date ?? ''];
  return row(week.length === 1 ? named(first) : `${first} to ${last.slice(5)}`, week);
};

function row(name: string, days: readonly DayAhead[]): string[] {
  const total = (of: (day: DayAhead) => number) => sum(days.map(of));
  const part = (minutes: number, answers: number) =>
    answers === 0 ? '–' : `${Math.round(minutes)} (${Math.round(answers)})`;
  return [
    name,
    String(Math.round(total((day) => day.minutes))),
    part(
      total((day) => day.reviewMinutes),
      total((day) => day.reviews),
    ),
    part(
      total((day) => day.newMinutes),
      total((day) => day.new),
    ),
    (days.length > 1 ? '' : whatText[days[0]?.what ?? 'practice']).padEnd(whatWidth),
  ];
}

const whatText: Readonly<Record<DayAhead['what'], string>> = {
  practice: 'practice',
  mock: 'mock interview',
  eve: 'the eve',
};

// The other columns are figures, to the right.
const whatWidth = Math.max(...Object.values(whatText).map((what) => what.length));

const categoryTable = ({ byCategory }: Road): FigureTable => ({
  title: 'Expected recall by category',
  columns: ['Category', 'questions', 'today', 'on the day'],
  rows: byCategory.map(({ category, total, recallToday, recall }) => [
    category,
    String(total),
    percent(recallToday),
    percent(recall),
  ]),
});

function droppedText({ dropped, minutes, minutesForAll }: Road, width: number): string {
  if (dropped.length === 0) {
    const fewer = minutesForAll !== null && minutesForAll < minutes;
    return `Everything fits${fewer ? `; ${counted(minutesForAll, 'minute')} a day would do` : ''}.`;
  }
  const groups = [...grouped(dropped, ({ category }) => category)];
  const more = dropped.length - titlesShown;
  return [
    filled(
      `Not in time: ${counted(dropped.length, 'question')}: ${groups.map(([name, own]) => `${own.length} of ${name}`).join(', ')}.`,
      width,
    ),
    ...dropped.slice(0, titlesShown).map(({ title }) => fitted(`  ${title}`, width)),
    ...(more > 0 ? [`  and ${more} more`] : []),
    minutesForAll === null
      ? 'Not even ten hours a day would do for all.'
      : `${counted(minutesForAll, 'minute')} a day would do for all.`,
  ].join('\n');
}

function adviceText({ days }: Road, { items, hasMock }: Shown, width: number): string {
  const stories = items.find(({ rubric }) => rubric !== '')?.category;
  const isRehearsed = days.some(({ what }) => what === 'mock');
  const commands: (readonly [string, string])[] = [
    ...(isRehearsed ? [[`hotseat drill ${hasMock ? 'interview' : 'PLAN'}`, 'mock interview'] as const] : []),
    ['hotseat quiz', 'the eve: nothing new, what is weakest'],
    ['hotseat sheet --weak-points', 'the eve: the points missed most'],
    ...(stories === undefined
      ? []
      : [[`hotseat quiz --category ${quoted(stories)} --cram`, 'the eve: your own stories'] as const]),
    ['hotseat sheet', 'the eve: one page'],
    ['hotseat exam', 'the day after: what were you asked?'],
  ];
  const longest = Math.max(...commands.map(([command]) => stringWidth(command)));
  return commands
    .map(([command, what]) =>
      fitted(`${command}${' '.repeat(longest - stringWidth(command))}  ${what}`, width),
    )
    .join('\n');
}

const quoted = (name: string): string => (/^[\w-]+$/.test(name) ? name : `"${name}"`);
