import type { Day } from '../memory/day.ts';
import type { Effect, Session } from '../practice/session-model.ts';
import { typedText } from './answer-view.ts';
import { wrapText } from './markdown.ts';
import type { Screen } from './screen.ts';
import { answerText, gradedText, hintText, questionText, summaryText } from './session-view.ts';

/** What a grade led to in the schedule. */
export interface Kept {
  readonly due: Day;
  readonly today: Day;
  /** `cram` and `unsaved` leave the schedule as it was. */
  readonly as: 'review' | 'cram' | 'unsaved';
}

/** What an effect puts into the scrollback; empty when nothing. */
export function effectText(effect: Effect, session: Session, screen: Screen, kept: Kept | undefined): string {
  switch (effect.type) {
    case 'ask':
      if (!effect.again) return questionText(effect.attempt, session.items.length, screen);
      break;
    case 'hint':
      return hintText(effect.text, effect.rung, effect.of, screen);
    case 'typed':
      return typedText(effect.text, effect.gap, screen);
    case 'reveal':
      return answerText(effect.attempt, screen);
  }
  return wrapText(messageOf(effect, session, screen, kept), screen.width);
}

// The texts of a question are laid out by their views; a short message is wrapped above.
function messageOf(effect: Effect, session: Session, screen: Screen, kept: Kept | undefined): string {
  switch (effect.type) {
    case 'ask':
      return `Back to ${effect.attempt.number}: ${effect.attempt.item.title}`;
    case 'no-hint':
      return 'There is no further hint.';
    case 'too-early':
      return `Answer first: the answer can be shown in ${effect.seconds} s.`;
    case 'graded':
      return kept ? gradedText(effect.attempt, effect.grade, kept, screen) : '';
    case 'undone':
      return `Took back "${effect.grade}" for ${effect.attempt.number}: ${effect.attempt.item.title}. Grade it again.`;
    case 'nothing-to-undo':
      return 'Nothing was graded in this session yet.';
    case 'skipped':
      return `Skipped ${effect.item.id}.`;
    case 'suspended':
      return `Suspended ${effect.item.id}. \`hotseat unsuspend ${effect.item.id}\` brings it back.`;
    case 'end':
      return `\n${summaryText(session, effect.reason, screen)}`;
    default:
      return '';
  }
}
