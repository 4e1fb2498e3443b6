import type { Leech } from '../memory/leech.ts';
import type { Attempt } from '../practice/attempt.ts';
import type { Effect, Session } from '../practice/session-model.ts';
import { typedText } from './answer-view.ts';
import { wrapText } from './markdown.ts';
import type { Screen } from './screen.ts';
import { answerText, gradedText, hintText, type Kept, questionText, summaryText } from './session-view.ts';

/**
 * What an effect puts into the scrollback; empty when nothing.
 *
 * @param leeches at the end of a session: the leeches among what was forgotten in it.
 */
export function effectText(
  effect: Effect,
  session: Session,
  screen: Screen,
  kept: Kept | undefined,
  leeches: readonly Leech[] = [],
): string {
  switch (effect.type) {
    case 'ask':
      if (!effect.again)
        return questionText(effect.attempt, session.rules.more ? undefined : session.items.length, screen);
      break;
    case 'hint':
      return hintText(effect.text, effect.rung, effect.of, screen);
    case 'typed':
      return typedText(effect.text, effect.gap, screen);
    case 'reveal':
      return answerText(effect.attempt, screen);
  }
  return wrapText(messageOf(effect, session, screen, kept, leeches), screen.width);
}

// The texts of a question are laid out by their views; a short message is wrapped above.
function messageOf(
  effect: Effect,
  session: Session,
  screen: Screen,
  kept: Kept | undefined,
  leeches: readonly Leech[],
): string {
  switch (effect.type) {
    case 'ask':
      return `Back to ${effect.attempt.number}: ${effect.attempt.item.title}`;
    case 'no-hint':
      return 'There is no further hint.';
    case 'pick-first':
      return 'Nothing is picked: pick one, or press Enter again to give up.';
    case 'no-number':
      return noNumberText(effect.attempt);
    case 'too-early':
      return `Answer first: the answer can be shown in ${effect.seconds} s.`;
    case 'graded':
      return kept ? gradedText(effect, kept, screen) : '';
    case 'undone':
      return `Took back "${effect.grade}" for ${effect.attempt.number}: ${effect.attempt.item.title}. Grade it again.`;
    case 'nothing-to-undo':
      return 'Nothing was graded in this session yet.';
    case 'skipped':
      return `Skipped ${effect.item.id}.`;
    case 'suspended':
      return `Suspended ${effect.item.id}. \`hotseat unsuspend ${effect.item.id}\` brings it back.`;
    case 'end':
      return `\n${summaryText(session, effect.reason, leeches, screen)}`;
    default:
      return '';
  }
}

function noNumberText({ item, line }: Attempt): string {
  const unit = item.kind === 'number' ? item.number.unit : '';
  const wanted = unit === '' ? 'a number' : `a number of ${unit}`;
  return `"${line.trim()}" is not ${wanted}, such as 12.5. Mend it, or give up by Esc and Enter.`;
}
