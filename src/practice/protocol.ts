import { clozeGaps, withGaps } from '../bank/cloze.ts';
import { letterOf } from '../bank/letters.ts';
import { type DrillOutcome, type DrillTask, outcomeOf, skippedOutcome } from './drill.ts';
import { readDrillAnswer } from './drill-answers.ts';

/** The version of the protocol, told in `start`. */
export const protocolVersion = 1;

/** A drill that a program sits, one JSON object a line both ways. */
export interface ProtocolState {
  readonly tasks: readonly DrillTask[];
  /** Over their limits answers are cut off, not only capped. */
  readonly strict: boolean;
  readonly outcomes: readonly DrillOutcome[];
  readonly hintsUsed: number;
  /** When the open question was sent, ms of a stopwatch. */
  readonly openedAt: number;
  readonly timeoutSent: boolean;
  readonly over: boolean;
}

/** What the edge is to do: send a message, or keep an outcome and then tell of it. */
export type ProtocolEffect =
  | { readonly type: 'send'; readonly message: Readonly<Record<string, unknown>> }
  | { readonly type: 'graded'; readonly outcome: DrillOutcome };

export interface ProtocolStep {
  readonly state: ProtocolState;
  readonly effects: readonly ProtocolEffect[];
}

const send = (message: Readonly<Record<string, unknown>>): ProtocolEffect => ({ type: 'send', message });

/** The id by which a program knows a question: bare where it is the shipped pack's. */
export const taskId = ({ dealt: { item } }: DrillTask): string =>
  item.pack === 'builtin' ? item.id : `${item.pack}/${item.id}`;

/** A drill about to send its first question. */
export function beginProtocol(tasks: readonly DrillTask[], strict: boolean, at: number): ProtocolStep {
  const state: ProtocolState = {
    tasks,
    strict,
    outcomes: [],
    hintsUsed: 0,
    openedAt: at,
    timeoutSent: false,
    over: false,
  };
  return askNext(state, at);
}

function askNext(state: ProtocolState, at: number): ProtocolStep {
  const task = state.tasks[state.outcomes.length];
  if (!task) return { state: { ...state, over: true }, effects: [] };
  return {
    state: { ...state, hintsUsed: 0, openedAt: at, timeoutSent: false },
    effects: [send(question(task, state))],
  };
}

function question(task: DrillTask, { outcomes, tasks }: ProtocolState): Record<string, unknown> {
  const { item } = task.dealt;
  return {
    type: 'question',
    id: taskId(task),
    number: outcomes.length + 1,
    of: tasks.length,
    kind: item.kind,
    category: item.category,
    title: item.title,
    prompt:
      item.kind === 'cloze'
        ? `${item.prompt}\n\n${withGaps(item.cloze, (n) => `____(${n + 1})`)}`
        : item.prompt,
    ...parts(task),
    hintsAvailable: task.hintsAvailable,
    timeLimitSeconds: task.limitSeconds,
  };
}

function parts({ dealt: { item, shown } }: DrillTask): Record<string, unknown> {
  const lettered = (texts: readonly string[]) =>
    shown.map((index, place) => ({ letter: letterOf(place), text: texts[index] }));
  switch (item.kind) {
    case 'stage':
    case 'choice': {
      const right = item.choices.filter(({ correct }) => correct).length;
      return {
        choices: lettered(item.choices.map(({ text }) => text)),
        several: item.kind === 'choice' && right > 1,
        ...(item.kind === 'stage' ? { evidence: item.evidence.map(({ id, title }) => ({ id, title })) } : {}),
      };
    }
    case 'order':
      return { choices: lettered(item.order) };
    case 'number':
      return { unit: item.number.unit };
    case 'cloze':
      return { gaps: clozeGaps(item.cloze).length };
    default:
      return {};
  }
}

/** The state after a line from the other side. What cannot be used gets an `error`, and the drill goes on. */
export function receive(state: ProtocolState, line: string, at: number): ProtocolStep {
  const task = state.tasks[state.outcomes.length];
  if (state.over || !task) return { state, effects: [] };
  const message = parsed(line);
  if (typeof message === 'string') return { state, effects: [send({ type: 'error', message })] };
  if (message.type === 'quit') return { state: { ...state, over: true }, effects: [] };
  const id = taskId(task);
  const names = [id, task.dealt.item.id, `${task.dealt.item.pack}/${task.dealt.item.id}`];
  if (!names.includes(String(message.id))) {
    const said = message.id === undefined ? 'without an id' : `for "${String(message.id)}"`;
    return {
      state,
      effects: [send({ type: 'error', id, message: `a message ${said}: the open question is "${id}"` })],
    };
  }
  if (message.type === 'hint') return hint(state, task, id);
  if (message.type === 'evidence') return evidence(state, task, id, message.evidence);
  if (message.type === 'skip') return close(state, skippedOutcome(task), at);
  return answer(state, task, message.answer, at);
}

function parsed(line: string): { type: string; id?: unknown; answer?: unknown; evidence?: unknown } | string {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return 'the line is no JSON object';
  }
  if (message === null || typeof message !== 'object' || Array.isArray(message))
    return 'the line is no JSON object';
  const { type } = message as { type?: unknown };
  const known = ['hint', 'evidence', 'answer', 'skip', 'quit'];
  if (typeof type !== 'string' || !known.includes(type))
    return `unknown type ${JSON.stringify(type)}; there is ${known.join(', ')}`;
  return message as { type: string };
}

function hint(state: ProtocolState, task: DrillTask, id: string): ProtocolStep {
  const text = state.hintsUsed < task.hintsAvailable ? task.dealt.item.hints[state.hintsUsed] : undefined;
  if (text === undefined)
    return { state, effects: [send({ type: 'error', id, message: 'there is no further hint' })] };
  const hintsUsed = state.hintsUsed + 1;
  return {
    state: { ...state, hintsUsed },
    effects: [send({ type: 'hint', id, text, left: task.hintsAvailable - hintsUsed })],
  };
}

/** A piece of evidence of a scenario's stage. Looking costs nothing here: the story's minutes are the game's. */
function evidence(state: ProtocolState, task: DrillTask, id: string, wanted: unknown): ProtocolStep {
  const { item } = task.dealt;
  const all = item.kind === 'stage' ? item.evidence : [];
  const one = all.find((each) => each.id === wanted);
  if (one) return { state, effects: [send({ type: 'evidence', ...one, id, evidence: one.id })] };
  const names = all.map((each) => each.id).join(', ') || 'none';
  const message = `there is no evidence ${JSON.stringify(wanted)}; there is ${names}`;
  return { state, effects: [send({ type: 'error', id, message })] };
}

function answer(state: ProtocolState, task: DrillTask, written: unknown, at: number): ProtocolStep {
  const read = readDrillAnswer(task.dealt, written);
  if (read && 'fault' in read)
    return { state, effects: [send({ type: 'error', id: taskId(task), message: read.fault })] };
  if (!read)
    return {
      state,
      effects: [
        send({
          type: 'error',
          id: taskId(task),
          message: 'the answer is empty; `skip` leaves the question out',
        }),
      ],
    };
  // The clock and the hints are the drill's own: a program cannot say that it was faster.
  const outcome = outcomeOf(task, { ...read, hintsUsed: state.hintsUsed, seconds: seconds(state, at) });
  return close(state, outcome, at);
}

const seconds = (state: ProtocolState, at: number): number =>
  Math.round(Math.max(0, at - state.openedAt) / 100) / 10;

function close(state: ProtocolState, outcome: DrillOutcome, at: number): ProtocolStep {
  const next = askNext({ ...state, outcomes: [...state.outcomes, outcome] }, at);
  return { ...next, effects: [{ type: 'graded', outcome }, ...next.effects] };
}

/** The state as time passes: a question over its limit is told once, and in a strict drill it is over. */
export function tick(state: ProtocolState, at: number): ProtocolStep {
  const task = state.tasks[state.outcomes.length];
  if (state.over || !task || state.timeoutSent || at - state.openedAt <= task.limitSeconds * 1000)
    return { state, effects: [] };
  const timeout = send({ type: 'timeout', id: taskId(task) });
  if (!state.strict) return { state: { ...state, timeoutSent: true }, effects: [timeout] };
  const cut = outcomeOf(task, { hintsUsed: state.hintsUsed, seconds: seconds(state, at) });
  const closed = close(state, cut, at);
  return { ...closed, effects: [timeout, ...closed.effects] };
}
