import type { AttemptReason, OwnReason } from './failure-reason.ts';
import { bits, mechanism } from './noise.ts';
import type { Span } from './signal.ts';

/** A span before it is closed. */
export type Draft = { -readonly [Key in keyof Span]: Span[Key] };

/** A trace that is being written. Its spans come in the order in which they begin. */
export interface Writer {
  readonly step: number;
  readonly traceId: string;
  readonly spans: Draft[];
}

/** How a piece of work went: when it ended (ms since 1970), and why it failed, when it did. */
export interface Outcome {
  readonly end: number;
  readonly failure: OwnReason | AttemptReason | undefined;
}

const ids = mechanism('id');

const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The eight hexadecimal digits of 32 bits: by a table, because telemetry has very many of them. */
export const hex = (word: number): string =>
  `${bytes[word >>> 24]}${bytes[(word >>> 16) & 255]}${bytes[(word >>> 8) & 255]}${bytes[word & 255]}`;

const digitCodes = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** The code of the hexadecimal digit of a word that begins at a bit. */
const digit = (word: number, bit: number): number => digitCodes[(word >>> bit) & 15] as number;

/** The 16 hexadecimal digits of a span, in one go: what is put together from two texts is kept as these two and a third. */
const spanIdOf = (a: number, b: number): string =>
  // biome-ignore format: a word a line
  String.fromCharCode(
    digit(a, 28), digit(a, 24), digit(a, 20), digit(a, 16), digit(a, 12), digit(a, 8), digit(a, 4), digit(a, 0),
    digit(b, 28), digit(b, 24), digit(b, 20), digit(b, 16), digit(b, 12), digit(b, 8), digit(b, 4), digit(b, 0),
  );

/** The 32 hexadecimal digits of a trace. */
export const traceIdOf = (key: number): string =>
  [1, 2, 3, 4].map((part) => hex(bits(key, ids, 0, part))).join('');

/** What a span is about, from its beginning. */
type Subject = Pick<Span, 'name' | 'kind' | 'attributes'>;

/** Opens a span of a node at a time; its key is that of the work it stands for. */
export function open(
  { traceId, spans }: Writer,
  node: string,
  { name, kind, attributes }: Subject,
  at: number,
  parentId: string | undefined,
  key: number,
): Draft {
  const spanId = spanIdOf(key, bits(key, ids, spans.length, 0));
  const span: Draft =
    parentId === undefined
      ? { traceId, spanId, node, name, kind, start: at, end: at, ok: true, attributes }
      : { traceId, spanId, node, name, kind, start: at, end: at, ok: true, attributes, parentId };
  spans.push(span);
  return span;
}

/** Notes something about a span. */
export function note(span: Draft | undefined, key: string, value: string | number | boolean): void {
  if (span) span.attributes = { ...span.attributes, [key]: value };
}

/** Closes a span. */
export function close(span: Draft | undefined, outcome: Outcome): Outcome {
  if (!span) return outcome;
  span.end = outcome.end;
  if (outcome.failure !== undefined) {
    span.ok = false;
    note(span, 'error.type', outcome.failure);
  }
  return outcome;
}

/** The caller gave up: what had begun for it is cancelled, and what had not begun never does. */
export function cut(spans: Draft[], first: number, deadline: number): void {
  const begun = spans.slice(first).filter(({ start }) => start < deadline);
  spans.length = first;
  for (const span of begun) {
    if (span.end > deadline) {
      span.end = deadline;
      note(span, 'cancelled', true);
    }
    spans.push(span);
  }
}
