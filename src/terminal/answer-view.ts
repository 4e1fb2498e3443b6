import { wrapAnsi } from 'fast-wrap-ansi';
import { clozeGaps, withGaps } from '../bank/cloze.ts';
import type { ChoiceItem, ClozeItem, OrderItem } from '../bank/item.ts';
import { letterOf } from '../bank/letters.ts';
import type { Attempt } from '../practice/attempt.ts';
import { formatNumber } from '../practice/deal.ts';
import { renderMarkdown } from './markdown.ts';
import type { Screen } from './screen.ts';

/** What the prompt of a question does not hold: its choices, the things to order, the text with gaps. */
export function taskText({ item, dealt }: Attempt, screen: Screen): string[] {
  const lettered = (texts: readonly string[]) =>
    dealt.shown.map((index, place) => hanging(`${letterOf(place)}. `, texts[index] ?? '', screen));
  switch (item.kind) {
    case 'stage':
    case 'choice': {
      const several = item.kind === 'choice' && item.choices.filter(({ correct }) => correct).length > 1;
      const how = several ? 'Choose all that are right:' : 'Choose one:';
      return [screen.theme.faint(how), ...lettered(item.choices.map(({ text }) => text)), ''];
    }
    case 'order':
      return [screen.theme.faint('Put these in order:'), ...lettered(item.order), ''];
    case 'cloze':
      return [
        renderMarkdown(
          withGaps(item.cloze, (n) => `____(${n + 1})`),
          screen.theme,
          screen.width,
        ),
        '',
      ];
    default:
      return [];
  }
}

/** A text behind a sign, its further lines under its first. */
export function hanging(sign: string, text: string, { theme, width }: Screen): string {
  const room = Math.min(width, 100) - sign.length;
  const lines = renderMarkdown(text, theme, room).split('\n');
  return lines.map((line, i) => (i === 0 ? sign : ' '.repeat(sign.length)) + line).join('\n');
}

/** How the answer that was given compares with the right one. */
export function verdictText(attempt: Attempt, screen: Screen): string[] {
  const { item, mark } = attempt;
  if (!mark) return [];
  const { theme } = screen;
  const head =
    mark.score >= 90
      ? theme.good('Right')
      : mark.score > 0
        ? theme.warn('Partly right')
        : theme.bad(attempt.answer ? 'Wrong' : 'Not answered');
  const said = item.kind === 'open' ? theme.strong('Covered') : head;
  const lines = [
    `${said}: ${Math.round(mark.score)} of 100`,
    ...(mark.remark ? [theme.warn(mark.remark)] : []),
    ...detail(attempt, screen),
    '',
  ];
  return lines;
}

function detail(attempt: Attempt, screen: Screen): string[] {
  const { item } = attempt;
  switch (item.kind) {
    case 'stage':
    case 'choice':
      return choiceDetail(item, attempt, screen);
    case 'order':
      return orderDetail(item, attempt, screen);
    case 'cloze':
      return [clozeDetail(item, attempt, screen)];
    case 'number':
      return [numberDetail(attempt)];
    default:
      return [];
  }
}

// Each choice with its verdict in words: colour alone says nothing.
function choiceDetail(
  { choices }: Pick<ChoiceItem, 'choices'>,
  { dealt, picks }: Attempt,
  screen: Screen,
): string[] {
  return dealt.shown.map((index, place) => {
    const choice = choices[index];
    const picked = picks.includes(index);
    const verdict = choice?.correct ? (picked ? 'right' : 'missed') : picked ? 'wrong' : 'rightly left';
    const why = choice?.why ? ` ${choice.why}` : '';
    return hanging(
      `${letterOf(place)}. ${verdict}: `,
      `${choice?.text ?? ''}.${why}`.replace(/([.!?])\.(\s|$)/, '$1$2'),
      screen,
    );
  });
}

function orderDetail({ order }: OrderItem, { dealt, picks }: Attempt, screen: Screen): string[] {
  return order.map((text, i) => {
    const given = picks.indexOf(i);
    const verdict = given === i ? 'in place' : `you had it at ${given + 1}`;
    return hanging(`${i + 1}. `, `${text} (${letterOf(dealt.shown.indexOf(i))}, ${verdict})`, screen);
  });
}

function clozeDetail({ cloze }: ClozeItem, { mark, lines }: Attempt, screen: Screen): string {
  const wanted = clozeGaps(cloze).map(([first = '']) => first);
  const gaps = wanted.map((text, n) => {
    const verdict = !mark?.missed.includes(text)
      ? 'right'
      : lines[n]
        ? `you wrote "${lines[n]}"`
        : 'left empty';
    return `gap ${n + 1}: ${text}, ${verdict}`;
  });
  return [
    renderMarkdown(
      withGaps(cloze, (n) => wanted[n] ?? ''),
      screen.theme,
      screen.width,
    ),
    ...gaps,
  ].join('\n');
}

function numberDetail({ dealt, item, answer }: Attempt): string {
  const unit = item.kind === 'number' && item.number.unit !== '' ? ` ${item.number.unit}` : '';
  const given = answer?.type === 'number' ? `You said ${answer.text}. ` : '';
  return `${given}It is ${formatNumber(Number((dealt.value ?? 0).toPrecision(6)))}${unit}.`;
}

/** A finished piece of typed text as it goes into the scrollback. */
export const typedText = (text: string, gap: number | undefined, { theme, width }: Screen): string =>
  wrapAnsi(`${theme.faint(gap === undefined ? '│' : `gap ${gap + 1}:`)} ${text}`, width, { hard: true });
