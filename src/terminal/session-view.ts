import stringWidth from 'fast-string-width';
import { clockTime, writtenDuration } from '../bank/duration.ts';
import { letterOf } from '../bank/letters.ts';
import { type Day, dateOf, weekdayOf } from '../memory/day.ts';
import { type Grade, grades } from '../memory/grade.ts';
import type { Leech } from '../memory/leech.ts';
import { type Attempt, isTicked, scoreOf } from '../practice/attempt.ts';
import type { Effect, Session } from '../practice/session-model.ts';
import { leechesText, leechText } from '../report/leeches.ts';
import { hanging, taskText, verdictText } from './answer-view.ts';
import { renderMarkdown, wrapText } from './markdown.ts';
import type { Screen } from './screen.ts';

/** What a grade led to in the schedule. */
export interface Kept {
  readonly due: Day;
  readonly today: Day;
  /** A point, and whatever is crammed or unsaved, leaves the schedule as it was. */
  readonly as: 'review' | 'point' | 'cram' | 'unsaved';
  /** What was graded was forgotten so often by now that it is time to say so. */
  readonly leech?: Leech;
}

/** The question as it enters the scrollback, once; `of` how many, where that is known. */
export function questionText(attempt: Attempt, of: number | undefined, screen: Screen): string {
  const { theme, width } = screen;
  const { item } = attempt;
  const what = [
    ...(attempt.turn > 1 ? [againText(attempt.turn)] : []),
    ...(item.made ? [item.made.label] : []),
  ];
  const count = of === undefined ? String(attempt.number) : `${attempt.number}/${of}`;
  const parts = [count, ...what, `${item.category}, ${item.level}`, item.id];
  const head = parts.join('  ');
  return [
    '',
    theme.faint(wrapText(rule(head, width), width)),
    theme.title(wrapText(item.title, width)),
    '',
    renderMarkdown(item.prompt, theme, width),
    '',
    ...taskText(attempt, screen),
  ].join('\n');
}

const againText = (turn: number): string => {
  const ending = Math.floor(turn / 10) % 10 === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][turn % 10] ?? 'th');
  return `again, ${turn}${ending} time`;
};

const rule = (head: string, width: number): string => {
  const line = `── ${head} `;
  return line + '─'.repeat(Math.max(0, Math.min(width, 100) - stringWidth(line)));
};

/** A hint on its rung. */
export const hintText = (text: string, rung: number, of: number, { theme, width }: Screen): string =>
  `${theme.accent(`Hint ${rung} of ${of}`)}\n${renderMarkdown(text, theme, width)}\n`;

/** How the answer compares, the model answer, and the key points last, where the ticks are set. */
export function answerText(attempt: Attempt, screen: Screen): string {
  const { item } = attempt;
  const { theme, width } = screen;
  const section = (name: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : [theme.accent(name), ...texts, ''];
  const text = (name: string, markdown: string) =>
    section(name, markdown === '' ? [] : [renderMarkdown(markdown, theme, width)]);
  return [
    ...verdictText(attempt, screen),
    ...text(item.rubric === '' ? 'Answer' : "One person's answer", item.answer),
    ...text('Your story last time', attempt.story ?? ''),
    ...text('What a good story is made of', item.anatomy),
    ...text('Which of these is yours?', item.rubric),
    ...section(
      'References',
      item.references.map((reference) => renderMarkdown(`- ${reference}`, theme, width)),
    ),
    ...section(
      item.keyPoints.length === 1 ? 'Key point: did you cover it?' : 'Key points: which did you cover?',
      item.keyPoints.map((_, i) => keyPointText(attempt, i, screen)),
    ),
  ].join('\n');
}

function keyPointText({ item, mark }: Attempt, i: number, screen: Screen): string {
  const words = mark?.points?.[i];
  const seen = mark?.points ? (words ? ` (you said: ${words.join(' … ')})` : ' (not found)') : '';
  return hanging(`${letterOf(i)}. `, `${item.keyPoints[i]?.text ?? ''}${seen}`, screen);
}

/** What a grade led to. */
export function gradedText(
  { attempt, grade, returnsIn }: Extract<Effect, { type: 'graded' }>,
  kept: Kept,
  { theme }: Screen,
): string {
  const colour = grade === 'again' ? theme.bad : grade === 'hard' ? theme.warn : theme.good;
  const { item, mark } = attempt;
  const counted =
    item.made?.type !== 'point' && isTicked(attempt, grade) && (mark || item.keyPoints.length > 0);
  const score = counted ? `, ${Math.round(scoreOf(attempt))} of 100` : '';
  const back =
    returnsIn === undefined
      ? ''
      : ` Asked again in ${writtenDuration(returnsIn * 60)}, or once nothing else is left.`;
  const next = nextText(grade, kept, back !== '');
  const leech = kept.leech ? `\n${theme.warn(leechText(kept.leech, back !== ''))}` : '';
  return `${colour(`Graded ${grade}`)}${score}.${back}${next}${leech}`;
}

function nextText(grade: Grade, { due, today, as }: Kept, returns: boolean): string {
  const days = due - today;
  const when =
    days <= 0 ? 'again today' : days === 1 ? 'tomorrow' : `in ${days} days, ${weekdayOf(due)} ${dateOf(due)}`;
  const next = {
    review: returns ? '' : ` Comes back ${when}.`,
    point: grade === 'again' ? ' This point comes back another day.' : ' This point is mended.',
    cram: ' Cramming: the schedule stays as it was.',
    unsaved: ' Only a try: nothing is kept.',
  };
  return next[as];
}

/** The end of a session, in a few lines, with the leeches among what was forgotten in it. */
export function summaryText(
  session: Session,
  reason: 'finished' | 'quit' | 'time',
  leeches: readonly Leech[],
  { theme }: Screen,
): string {
  const { graded, returning } = session;
  const why = { finished: 'Session done', quit: 'Session ended', time: 'Time is up' }[reason];
  if (graded.length === 0) return `${theme.strong(why)}. Nothing was graded.`;
  const points = graded.filter(({ attempt }) => attempt.item.made?.type === 'point');
  const whole = graded.filter((one) => !points.includes(one));
  const mended = points.filter(({ grade }) => grade !== 'again').length;
  const done = [
    ...(whole.length > 0 ? [`${whole.length} graded (${gradesText(whole)})`] : []),
    ...(points.length > 0
      ? [`${mended} of ${points.length} ${points.length === 1 ? 'point' : 'points'} mended`]
      : []),
  ];
  const again = leeches.length === 0 ? '' : `\n${theme.warn(leechesText(leeches))}`;
  const left = returning.length === 0 ? '' : ` ${returning.length} to be asked again today.`;
  return `${theme.strong(why)}: ${done.join(', ')} in ${clockTime(session.activeMs / 1000)}.${left} \`hotseat undo\` takes the last one back.${again}`;
}

const gradesText = (graded: Session['graded']): string =>
  grades
    .map((grade) => ({ grade, count: graded.filter((one) => one.grade === grade).length }))
    .filter(({ count }) => count > 0)
    .map(({ grade, count }) => `${count} ${grade}`)
    .join(', ');
