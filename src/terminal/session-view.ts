import stringWidth from 'fast-string-width';
import { clockTime } from '../bank/duration.ts';
import { letterOf } from '../bank/letters.ts';
import { type Day, dateOf, weekdayOf } from '../memory/day.ts';
import type { Grade } from '../memory/grade.ts';
import { type Attempt, scoreOf } from '../practice/attempt.ts';
import type { Session } from '../practice/session-model.ts';
import { hanging, taskText, verdictText } from './answer-view.ts';
import { renderMarkdown } from './markdown.ts';
import type { Screen } from './screen.ts';

/** The question as it enters the scrollback, once. */
export function questionText(attempt: Attempt, of: number, screen: Screen): string {
  const { theme, width } = screen;
  const { item } = attempt;
  const head = `${attempt.number}/${of}  ${item.category}, ${item.level}  ${item.id}`;
  return [
    '',
    theme.faint(rule(head, width)),
    theme.title(item.title),
    '',
    renderMarkdown(item.prompt, theme, width),
    '',
    ...taskText(attempt, screen),
  ].join('\n');
}

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
      'Key points: which did you cover?',
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
  attempt: Attempt,
  grade: Grade,
  { due, today, as }: { due: Day; today: Day; as: 'review' | 'cram' | 'unsaved' },
  { theme }: Screen,
): string {
  const colour = grade === 'again' ? theme.bad : grade === 'hard' ? theme.warn : theme.good;
  const days = due - today;
  const when =
    days <= 0 ? 'again today' : days === 1 ? 'tomorrow' : `in ${days} days, ${weekdayOf(due)} ${dateOf(due)}`;
  const next = {
    review: `Comes back ${when}.`,
    cram: 'Cramming: the schedule stays as it was.',
    unsaved: 'Only a try: nothing is kept.',
  };
  const score =
    attempt.mark || attempt.item.keyPoints.length > 0 ? `, ${Math.round(scoreOf(attempt))} of 100` : '';
  return `${colour(`Graded ${grade}`)}${score}. ${next[as]}`;
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
