import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import { clockTime } from '../bank/duration.ts';
import { type Day, dateOf, weekdayOf } from '../memory/day.ts';
import type { Grade } from '../memory/grade.ts';
import { type Attempt, type Session, scoreOf, suggestedGrade, timedOut } from '../practice/session.ts';
import { renderMarkdown } from './markdown.ts';
import type { Theme } from './theme.ts';

/** What a view needs to know of the screen. */
export interface Screen {
  readonly theme: Theme;
  readonly width: number;
}

// The live prompt stays this narrow, so that a terminal made smaller while it stands does not break it.
const promptWidth = 78;

/** `a`, `b`, `c` … for key points: digits are grades. */
const letter = (i: number): string => String.fromCharCode(97 + i);

/** The question as it enters the scrollback, once. */
export function questionText(attempt: Attempt, of: number, { theme, width }: Screen): string {
  const { item } = attempt;
  const head = `${attempt.number}/${of}  ${item.category}, ${item.level}  ${item.id}`;
  return [
    '',
    theme.faint(rule(head, width)),
    theme.title(item.title),
    '',
    renderMarkdown(item.prompt, theme, width),
    '',
  ].join('\n');
}

const rule = (head: string, width: number): string => {
  const line = `── ${head} `;
  return line + '─'.repeat(Math.max(0, Math.min(width, 100) - stringWidth(line)));
};

/** A hint on its rung. */
export const hintText = (text: string, rung: number, of: number, { theme, width }: Screen): string =>
  `${theme.accent(`Hint ${rung} of ${of}`)}\n${renderMarkdown(text, theme, width)}\n`;

/** The answer, what else was said wrongly, and the key points last, where the ticks are set. */
export function answerText({ item }: Attempt, { theme, width }: Screen): string {
  const points = item.keyPoints.map((point, i) =>
    hanging(`${letter(i)}. `, point.text, Math.min(width, 100)),
  );
  return [
    theme.accent('Answer'),
    renderMarkdown(item.answer, theme, width),
    ...(item.references.length > 0
      ? [
          '',
          theme.accent('References'),
          ...item.references.map((r) => renderMarkdown(`- ${r}`, theme, width)),
        ]
      : []),
    ...(points.length > 0 ? ['', theme.accent('Key points: which did you cover?'), ...points] : []),
    '',
  ].join('\n');
}

function hanging(sign: string, text: string, width: number): string {
  const lines = wrapAnsi(text, width - sign.length, { hard: true }).split('\n');
  return lines.map((line, i) => (i === 0 ? sign : ' '.repeat(sign.length)) + line).join('\n');
}

/** What a grade led to. */
export function gradedText(
  attempt: Attempt,
  grade: Grade,
  { due, today, cram }: { due: Day; today: Day; cram: boolean },
  { theme }: Screen,
): string {
  const colour = grade === 'again' ? theme.bad : grade === 'hard' ? theme.warn : theme.good;
  const days = due - today;
  const when =
    days <= 0 ? 'again today' : days === 1 ? 'tomorrow' : `in ${days} days, ${weekdayOf(due)} ${dateOf(due)}`;
  const score = attempt.item.keyPoints.length > 0 ? `, ${Math.round(scoreOf(attempt))} of 100` : '';
  return `${colour(`Graded ${grade}`)}${score}. ${cram ? 'Cramming: the schedule stays as it was.' : `Comes back ${when}.`}`;
}

/** The live prompt of a session: three lines at most, redrawn every second. */
export function promptLines(session: Session, point: number, help: boolean, screen: Screen): string[] {
  const { current } = session;
  if (!current) return [];
  const lines = session.paused
    ? [`Paused at ${clockTime(current.activeMs / 1000)}. p goes on, q ends.`]
    : current.revealed
      ? gradingLines(current, point, help, screen.theme)
      : askingLines(session, current, help, screen.theme);
  return lines.map((line) => cut(line, Math.min(promptWidth, screen.width - 1)));
}

function askingLines(session: Session, current: Attempt, help: boolean, theme: Theme): string[] {
  const left = current.limitSeconds - current.activeMs / 1000;
  const clock =
    left >= 0 && !timedOut(current)
      ? `${clockTime(left)} left`
      : theme.warn(`${clockTime(-left)} over: hard at most`);
  const hints = current.item.hints.length;
  const status = [
    theme.strong(clock),
    `hints ${current.hintsUsed}/${hints}`,
    ...(session.limitSeconds === undefined
      ? []
      : [`session ${clockTime(session.limitSeconds - session.activeMs / 1000)} left`]),
  ];
  const keys = `${current.hintsUsed < hints ? 'h hint · ' : ''}Enter answer · q end · ? all keys`;
  const more = 'p pause · s skip · z suspend · u undo the last grade';
  return [status.join(' · '), theme.faint(keys), ...(help ? [theme.faint(more)] : [])];
}

function gradingLines(current: Attempt, point: number, help: boolean, theme: Theme): string[] {
  const { keyPoints } = current.item;
  const suggested = suggestedGrade(current);
  const grades = '1 again 2 hard 3 good 4 easy';
  if (keyPoints.length === 0)
    return [`Enter takes ${suggested}`, theme.faint(`${grades} · s skip · u undo · q end`)];
  const boxes = keyPoints.map(
    (_, i) => `${i === point ? '>' : ' '}${letter(i)}[${current.ticked[i] ? 'x' : ' '}]`,
  );
  const keys = help
    ? 's skip · z suspend · u undo the last grade · p pause · q end'
    : `Space ticks · ${grades} · ? keys`;
  return [
    boxes.join(' '),
    `${letter(point)}. ${keyPoints[point]?.text ?? ''}`,
    `${theme.strong(`Enter takes ${suggested}`)} ${theme.faint(`· ${keys}`)}`,
  ];
}

/** A line cut to a width, colours kept. */
function cut(line: string, width: number): string {
  if (stringWidth(line) <= width) return line;
  const [first = ''] = wrapAnsi(line, width - 1, { hard: true, wordWrap: false }).split('\n');
  return `${first}…`;
}

/** The end of a session, in a few lines. */
export function summaryText(
  session: Session,
  reason: 'finished' | 'quit' | 'time',
  { theme }: Screen,
): string {
  const { graded } = session;
  const count = (grade: Grade) => graded.filter((entry) => entry.grade === grade).length;
  const why = { finished: 'Session done', quit: 'Session ended', time: 'Time is up' }[reason];
  if (graded.length === 0) return `${theme.strong(why)}. Nothing was graded.`;
  const grades = (['again', 'hard', 'good', 'easy'] as const)
    .filter((g) => count(g) > 0)
    .map((g) => `${count(g)} ${g}`);
  return `${theme.strong(why)}: ${graded.length} graded (${grades.join(', ')}) in ${clockTime(session.activeMs / 1000)}. \`hotseat undo\` takes the last one back.`;
}
