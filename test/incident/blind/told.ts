import type { Files, LogLine } from './files.ts';

/** What a log says of why requests fail: the words, and whom they blame. */
const sayings: readonly { words: RegExp; blames: (node: string, peer: string) => string }[] = [
  { words: /lookup ([\w-]+): no such host/, blames: (node, peer) => `${node}->${peer}` },
  { words: /connect to ([\w-]+): connection refused/, blames: (node, peer) => `${node}->${peer}` },
  { words: /connect to ([\w-]+): no route to host/, blames: (node, peer) => `${node}->${peer}` },
  { words: /TLS handshake with ([\w-]+): certificate/, blames: (node, peer) => `${node}->${peer}` },
  { words: /([\w-]+) answered 401/, blames: (node, peer) => `${node}->${peer}` },
  { words: /([\w-]+) answered 429/, blames: (_, peer) => peer },
  { words: /cannot decode the answer of ([\w-]+)/, blames: (_, peer) => peer },
  { words: /(Exception|Error) in \w+: request/, blames: (node) => node },
  { words: /no space left on device/, blames: (node) => node },
  { words: /too many open files/, blames: (node) => node },
];

/** Fewer lines than these after the page are nothing. */
const few = 20;

/** How many times as often as before something has to be said. */
const oftener = 8;

function blamedBy({ node, template }: LogLine): string | undefined {
  for (const { words, blames } of sayings) {
    const [, peer = ''] = words.exec(template) ?? [];
    if (words.test(template)) return blames(node, peer);
  }
  return undefined;
}

/** Whom the logs blame by words that were next to never said before: what is said most often counts. */
export function blamedInLogs({ logs, calm, page }: Files): string | undefined {
  const since = logs[0]?.at ?? 0;
  const until = logs.at(-1)?.at ?? 0;
  const said = new Map<string, { before: number; after: number }>();
  for (const line of logs) {
    if (line.at >= calm && line.at < page) continue;
    const who = line.level === 'INFO' || line.level === 'DEBUG' ? undefined : blamedBy(line);
    if (who === undefined) continue;
    const counts = said.get(who) ?? { before: 0, after: 0 };
    said.set(who, counts);
    counts[line.at < calm ? 'before' : 'after'] += 1;
  }
  const share = (until - page) / (calm - since);
  return [...said]
    .filter(([, { before, after }]) => after > few && after > oftener * (before + 1) * share)
    .sort((a, b) => b[1].after - a[1].after)[0]?.[0];
}

/** How many lines of a node match after the page, for each one that the time before lets expect. */
export function oftenerIn({ logs, calm, page }: Files, node: string, words: RegExp): number {
  const since = logs[0]?.at ?? 0;
  const until = logs.at(-1)?.at ?? 0;
  const own = logs.filter((line) => line.node === node && words.test(line.template));
  const before = own.filter(({ at }) => at < calm).length;
  const after = own.filter(({ at }) => at >= page).length;
  return after / (((before + 1) * (until - page)) / (calm - since));
}
