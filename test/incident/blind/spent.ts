import { grouped } from '../../../src/bank/group.ts';
import type { Files, Span } from './files.ts';

/** Where the time of requests went: mean ms a trace that each part took. */
interface Spent {
  /** By the parts that traces tell apart: `own X`, `way X->Y`, and `beyond X->Y` where Y writes no spans. */
  readonly parts: ReadonlyMap<string, number>;
  readonly total: number;
  readonly traces: number;
}

const works = ({ kind }: Span): boolean => kind === 'server' || kind === 'consumer';
const calls = ({ kind }: Span): boolean => kind === 'client' || kind === 'producer';

/** Which part of its trace a span's own time is. */
function partOf(span: Span, children: readonly Span[]): string {
  if (!calls(span)) return `own ${span.node}`;
  const callee = String(span.attributes['server.address']);
  const answered = children.some((child) => works(child) && child.node === callee);
  return `${answered ? 'way' : 'beyond'} ${span.node}->${callee}`;
}

/** Adds up traces: those that begin with a request of users, or those that begin with a message. */
function spentIn(traces: Iterable<readonly Span[]>, messages: boolean): Spent {
  const parts = new Map<string, number>();
  let [total, count] = [0, 0];
  for (const spans of traces) {
    const roots = spans.filter(({ parent }) => parent === '');
    if ((roots[0]?.kind !== 'server') !== messages) continue;
    const children = grouped(spans, ({ parent }) => parent);
    count += 1;
    for (const { ms } of roots) total += ms;
    for (const span of spans) {
      const own = children.get(span.id) ?? [];
      const self = own.reduce((rest, { ms }) => rest - ms, span.ms);
      const part = partOf(span, own);
      parts.set(part, (parts.get(part) ?? 0) + Math.max(0, self));
    }
  }
  const each = new Map([...parts].map(([part, ms]) => [part, ms / Math.max(1, count)]));
  return { parts: each, total: total / Math.max(1, count), traces: count };
}

/** What each part takes longer than it did, ms a trace, the most first. */
export function rises({ spans, calm, page }: Files, messages: boolean): { part: string; ms: number }[] {
  const traces = [...grouped(spans, ({ trace }) => trace).values()];
  const within = (from: number, to: number) =>
    spentIn(
      traces.filter(([root]) => root !== undefined && root.at >= from && root.at < to),
      messages,
    );
  const before = within(0, calm);
  const after = within(page, Number.POSITIVE_INFINITY);
  return [...after.parts]
    .map(([part, ms]) => ({ part, ms: ms - (before.parts.get(part) ?? 0) }))
    .sort((a, b) => b.ms - a.ms);
}

/** The most further attempts of one call, by edge, in so many calls at least. */
export function manyTries({ spans, page }: Files): string | undefined {
  const tries = spans.filter(
    ({ at, attributes }) => at >= page && Number(attributes['http.request.resend_count'] ?? 0) >= 3,
  );
  const byEdge = grouped(tries, ({ node, attributes }) => `${node}->${attributes['server.address']}`);
  return [...byEdge].sort((a, b) => b[1].length - a[1].length)[0]?.[0];
}
