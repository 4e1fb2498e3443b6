import { grouped } from '../bank/group.ts';
import { fullId, type Item } from '../bank/item.ts';
import { effective, type LogRecord, type Review } from './record.ts';
import type { Schedule } from './schedule.ts';

/** What tells one question from another when its id is gone: its title's words, and its key points by their keys. */
export interface Identity {
  /** The full id. */
  readonly id: string;
  /** Empty when it is not known. */
  readonly title: string;
  readonly points: readonly string[];
}

/** A history whose question is in no pack any more, and the question that it may belong to now. */
export interface Match {
  readonly from: Identity;
  readonly to: Identity;
  /** How alike the titles are, 0 to 1 (Dice's coefficient over pairs of letters). */
  readonly titles: number;
  /** Key points that are still the same, word for word. */
  readonly shared: number;
}

/** Where each orphaned history belongs. */
export interface Relinks {
  /** Beyond doubt. */
  readonly sure: readonly Match[];
  /** Worth a look: the likeliest question of each. */
  readonly likely: readonly Match[];
  readonly lost: readonly Identity[];
}

// Half of the points word for word, and two at least, are no accident; nor is a title that only lost or changed a
// word. Both were held to the shipped pack: every two different questions lie below (test/content/relink.test.ts).
const sharedPoints = 0.5;
const sameTitle = 0.72;
const likelyTitle = 0.45;
/** A second one that is nearly as good makes the first one doubtful. */
const lead = 0.1;

/** Ids that were practised and that no item has, of packs that have other items: what is in no pack now is elsewhere, not lost. */
export function lostIds(items: readonly Pick<Item, 'pack' | 'id'>[], schedule: Schedule): Set<string> {
  const known = new Set(items.map(fullId));
  const packs = new Set(items.map(({ pack }) => pack));
  return new Set(
    [...schedule]
      .filter(([id, { card }]) => card && !known.has(id) && packs.has(packOf(id)))
      .map(([id]) => id),
  );
}

/** What the log tells of lost ids. */
export function orphansOf(records: readonly LogRecord[], lost: ReadonlySet<string>): Identity[] {
  const reviews = effective(records).filter(
    (record): record is Review => record.type === 'review' && lost.has(record.item),
  );
  return [...grouped(reviews, ({ item }) => item)].map(([id, own]) => ({
    id,
    title: own.find(({ title }) => title !== undefined)?.title ?? '',
    points: [...new Set(own.flatMap(({ covered = [], missed = [] }) => [...covered, ...missed]))],
  }));
}

/** Matches orphans with questions of the same pack that have no history yet; each is given to one at most. */
export function matchOrphans(orphans: readonly Identity[], fresh: readonly Identity[]): Relinks {
  const candidates = candidateIndex(fresh);
  const ranked = orphans
    .map((from) => ({ from, matches: ranking(from, candidates(from)) }))
    .sort((a, b) => strength(b.matches[0]) - strength(a.matches[0]));
  const taken = new Set<string>();
  const relinks = { sure: [] as Match[], likely: [] as Match[], lost: [] as Identity[] };
  for (const { from, matches } of ranked) {
    const [best, second] = matches.filter(({ to }) => !taken.has(to.id));
    if (!best) relinks.lost.push(from);
    else if (isSure(best, second)) {
      taken.add(best.to.id);
      relinks.sure.push(best);
    } else relinks.likely.push(best);
  }
  return relinks;
}

const packOf = (id: string): string => id.slice(0, id.indexOf('/'));

// So many questions are compared with an orphan, those that share its rarest words and points: the work stays linear.
const mostCompared = 60;

/** Questions of the same pack that share a word of the title or a point with an orphan; the rarest first. */
function candidateIndex(fresh: readonly Identity[]): (orphan: Identity) => Iterable<Identity> {
  const keys = ({ id, title, points }: Identity) =>
    [...wordsOf(title), ...points.map((point) => `#${point}`)].map((key) => `${packOf(id)} ${key}`);
  const entries = fresh.flatMap((one) => [...new Set(keys(one))].map((key) => ({ key, one })));
  const index = grouped(entries, ({ key }) => key);
  return (orphan) => {
    const lists = keys(orphan).flatMap((key) => [index.get(key) ?? []]);
    const found = new Set<Identity>();
    for (const list of lists.sort((a, b) => a.length - b.length))
      for (const { one } of list.slice(0, mostCompared - found.size)) found.add(one);
    return found;
  };
}

const wordsOf = (title: string): string[] => title.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];

const ranking = (from: Identity, candidates: Iterable<Identity>): Match[] =>
  [...candidates]
    .map((to) => matchOf(from, to))
    .filter((match) => match.shared > 0 || match.titles >= likelyTitle)
    .sort((a, b) => strength(b) - strength(a) || (a.to.id < b.to.id ? -1 : 1));

function matchOf(from: Identity, to: Identity): Match {
  const shared = from.points.filter((point) => to.points.includes(point)).length;
  // What both begin with, as the stages of one scenario do, tells nothing.
  const [title = '', other = ''] = withoutHead(from.title, to.title);
  return { from, to, titles: dice(title, other), shared };
}

function withoutHead(one: string, other: string): string[] {
  const head = /^.*?: /.exec(one)?.[0] ?? '';
  return head !== '' && other.startsWith(head)
    ? [one.slice(head.length), other.slice(head.length)]
    : [one, other];
}

/** Points that stayed say more than a title. */
const strength = (match: Match | undefined): number => (match ? match.titles + pointShare(match) : -1);

const pointShare = ({ from, shared }: Match): number =>
  from.points.length === 0 ? 0 : shared / from.points.length;

function isSure(best: Match, second: Match | undefined): boolean {
  if (second && strength(best) - strength(second) < lead) return false;
  return (best.shared >= 2 && pointShare(best) >= sharedPoints) || best.titles >= sameTitle;
}

/** Dice's coefficient over the pairs of neighbouring letters of two texts, 0 to 1 (Dice 1945; for texts, Adamson and Boreham 1974). */
function dice(a: string, b: string): number {
  const [one, other] = [pairsOf(a), pairsOf(b)];
  const left = new Map<string, number>();
  for (const pair of other) left.set(pair, (left.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of one) {
    const count = left.get(pair) ?? 0;
    if (count > 0) common++;
    left.set(pair, count - 1);
  }
  return one.length + other.length === 0 ? 0 : (2 * common) / (one.length + other.length);
}

function pairsOf(text: string): string[] {
  const letters = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, i) => letters.slice(i, i + 2));
}
