import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import { clozeGaps } from '../bank/cloze.ts';
import { clockTime } from '../bank/duration.ts';
import { letterOf } from '../bank/letters.ts';
import { type Attempt, suggestedGrade, timedOut } from '../practice/attempt.ts';
import type { Session } from '../practice/session-model.ts';
import type { Board } from './keys.ts';
import type { Screen } from './screen.ts';
import type { Theme } from './theme.ts';

// The live prompt stays this narrow, so that a terminal made smaller while it stands does not break it.
const promptWidth = 78;

/**
 * The live prompt of a session: three lines at most, redrawn every second. While letters are text the line
 * that is typed comes last of the first part, where readline's cursor stands; the keys are below it.
 */
export function promptLines(session: Session, board: Board, screen: Screen): string | [string, string] {
  const { current } = session;
  if (!current) return '';
  const fitted = (line: string) => cut(line, Math.min(promptWidth, screen.width - 1));
  if (session.paused) return fitted(`Paused at ${clockTime(current.activeMs / 1000)}. p goes on, q ends.`);
  if (current.revealed) return gradingLines(current, board, screen.theme).map(fitted).join('\n');
  const status = fitted(statusLine(session, current, screen.theme));
  if (board.typing) {
    return [
      `${status}\n${typingSign(current)}${current.line}`,
      fitted(screen.theme.faint(typingKeys(current))),
    ];
  }
  return [status, ...askingLines(current, board, screen.theme).map(fitted)].join('\n');
}

function statusLine(session: Session, current: Attempt, theme: Theme): string {
  const left = current.limitSeconds - current.activeMs / 1000;
  const clock =
    left >= 0 && !timedOut(current)
      ? `${clockTime(left)} left`
      : theme.warn(`${clockTime(-left)} over: hard at most`);
  const { limitSeconds } = session.rules;
  const hints = current.item.hints.length;
  return [
    theme.strong(clock),
    ...(hints > 0 ? [`hints ${current.hintsUsed}/${hints}`] : []),
    ...(limitSeconds === undefined
      ? []
      : [`session ${clockTime(limitSeconds - session.activeMs / 1000)} left`]),
  ].join(' · ');
}

function typingSign({ item, mode, lines }: Attempt): string {
  if (item.kind === 'cloze' && mode === 'gaps')
    return `gap ${lines.length + 1} of ${clozeGaps(item.cloze).length} > `;
  if (item.kind === 'number' && item.number.unit !== '') return `${item.number.unit} > `;
  return '> ';
}

function typingKeys({ mode, item, hintsUsed }: Attempt): string {
  const enter = mode === 'text' ? 'Enter twice or Ctrl-D submits · Ctrl-E editor' : 'Enter submits';
  const hint = hintsUsed < item.hints.length ? 'Tab hint · ' : '';
  return `${hint}${enter} · Esc other keys`;
}

function askingLines(current: Attempt, board: Board, theme: Theme): string[] {
  const hint = current.hintsUsed < current.item.hints.length ? 'h hint · ' : '';
  const more = 'p pause · s skip · z suspend · u undo the last grade · q end';
  const keys = (does: string) => theme.faint(board.help ? more : `${hint}${does} · q end · ? all keys`);
  switch (current.mode) {
    case 'choice':
      return [picksLine(current, board), keys('letters or Space pick · Enter answer')];
    case 'order':
      return [
        orderLine(current, board),
        keys(`arrows move · Space ${board.lifted ? 'puts down' : 'picks up'} · Enter answer`),
      ];
    case 'spoken':
      return board.help
        ? [theme.faint(`${hint}Enter answer · q end`), theme.faint(more)]
        : [keys('Enter answer')];
    default:
      return [keys('Enter answer · Esc back to your text')];
  }
}

const box = (sign: string, letter: string, on: boolean): string => `${sign}${letter}[${on ? 'x' : ' '}]`;

const picksLine = ({ dealt, picks }: Attempt, board: Board): string =>
  dealt.shown
    .map((choice, place) => box(place === board.cursor ? '>' : ' ', letterOf(place), picks.includes(choice)))
    .join(' ');

function orderLine({ dealt, picks }: Attempt, board: Board): string {
  return picks
    .map((thing, place) => {
      const letter = letterOf(dealt.shown.indexOf(thing));
      if (place !== board.cursor) return ` ${letter} `;
      return board.lifted ? `[${letter}]` : `>${letter} `;
    })
    .join(' ');
}

function gradingLines(current: Attempt, board: Board, theme: Theme): string[] {
  const { keyPoints } = current.item;
  const takes = theme.strong(`Enter takes ${suggestedGrade(current)}`);
  const grades = '1 again 2 hard 3 good 4 easy';
  const more = 's skip · z suspend · u undo the last grade · p pause · q end';
  if (keyPoints.length === 0) return [takes, theme.faint(board.help ? more : `${grades} · ? all keys`)];
  const point = board.cursor;
  return [
    keyPoints.map((_, i) => box(i === point ? '>' : ' ', letterOf(i), current.ticked[i] === true)).join(' '),
    `${letterOf(point)}. ${keyPoints[point]?.text ?? ''}`,
    `${takes} ${theme.faint(`· ${board.help ? more : `Space ticks · ${grades} · ? keys`}`)}`,
  ];
}

/** A line cut to a width, colours kept. */
function cut(line: string, width: number): string {
  if (stringWidth(line) <= width) return line;
  const [first = ''] = wrapAnsi(line, width - 1, { hard: true, wordWrap: false }).split('\n');
  return `${first}…`;
}
