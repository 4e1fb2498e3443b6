import { clozeGaps } from '../bank/cloze.ts';
import { isChoice } from '../bank/item.ts';
import type { Attempt } from './attempt.ts';
import { readNumber } from './mark.ts';

/** What is put in while a question stands: picking, moving, typing. */
export type AskingEvent =
  /** Toggles the choice at a place as shown. */
  | { readonly type: 'pick'; readonly place: number }
  /** Moves the thing at one place of the order to another. */
  | { readonly type: 'move'; readonly from: number; readonly to: number }
  /** The unfinished line as it now stands. */
  | { readonly type: 'draft'; readonly line: string }
  /** A finished line, and what already stands on the next. An empty one completes a longer text. */
  | { readonly type: 'line'; readonly line: string; readonly rest?: string }
  /** The whole text anew, as an editor gave it back. */
  | { readonly type: 'rewrite'; readonly lines: readonly string[] }
  /** Asks for an editor. */
  | { readonly type: 'edit' };

interface AfterInput {
  readonly attempt: Attempt;
  /** What is now finished, to be printed; the gap's number where it fills one. */
  readonly typed?: { readonly text: string; readonly gap?: number };
  /** The answer is complete. */
  readonly complete: boolean;
  /** What was typed is no number: the question stands, and so does the text. */
  readonly noNumber?: boolean;
}

/** An attempt after a piece of input. */
export function withInput(attempt: Attempt, event: AskingEvent): AfterInput {
  const going = (changed: Partial<Attempt>): AfterInput => ({
    attempt: { ...attempt, ...changed },
    complete: false,
  });
  switch (event.type) {
    case 'pick':
      return going({ picks: picked(attempt, attempt.dealt.shown[event.place]) });
    case 'move':
      return going({ picks: moved(attempt.picks, event.from, event.to) });
    case 'draft':
      return going({ line: event.line });
    case 'rewrite':
      return { ...going({ lines: event.lines, line: '' }), typed: { text: event.lines.join('\n') } };
    case 'line':
      return withLine(attempt, event.line, event.rest ?? '');
    default:
      return going({});
  }
}

// One right choice: picking another lets the first go.
function picked({ item, picks }: Attempt, choice: number | undefined): readonly number[] {
  if (!isChoice(item) || choice === undefined) return picks;
  if (picks.includes(choice)) return picks.filter((other) => other !== choice);
  const single = item.kind === 'stage' || item.choices.filter(({ correct }) => correct).length === 1;
  return single ? [choice] : [...picks, choice];
}

function moved(list: readonly number[], from: number, to: number): readonly number[] {
  const thing = list[from];
  if (thing === undefined || to < 0 || to >= list.length) return list;
  const rest = list.filter((_, i) => i !== from);
  return [...rest.slice(0, to), thing, ...rest.slice(to)];
}

function withLine(attempt: Attempt, line: string, rest: string): AfterInput {
  const { item, mode, lines } = attempt;
  const blank = line.trim() === '';
  const next = { ...attempt, lines: [...lines, line], line: rest };
  if (item.kind === 'cloze') {
    const complete = next.lines.length >= clozeGaps(item.cloze).length;
    return { attempt: next, complete, typed: { text: line, gap: lines.length } };
  }
  // Nothing is not an answer: the keys show the answer to whoever gives up.
  if (blank && lines.length === 0) return { attempt: { ...attempt, line: '' }, complete: false };
  if (blank) return { attempt: { ...attempt, line: '' }, complete: true };
  if (item.kind === 'number' && readNumber(line, item.number.unit) === undefined)
    return { attempt: { ...attempt, line }, complete: false, noNumber: true };
  return { attempt: next, complete: mode === 'line', typed: { text: line } };
}
