import { outsideCode } from './markdown-sections.ts';

/** Most texts link to nothing, and need not be looked through. */
export const mayLink = (text: string): boolean => text.includes('](') || text.includes(']:');

/** The targets of the relative links and images of a Markdown text, as they are written there. */
export function relativeLinks(text: string): string[] {
  if (!mayLink(text)) return [];
  const prose = withoutCode(text);
  const targets = [...prose.matchAll(inline), ...prose.matchAll(defined)].map(([, target = '']) =>
    target.replace(/^<|>$/g, ''),
  );
  return targets.filter((target) => target !== '' && !/^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(target));
}

// From the bracket on alone: a pattern for the whole link would try every bracket against every other.
const inline = /\]\(\s*(<[^<>\n]*>|(?:[^\s()]|\([^\s()]*\))+)/g;
const defined = /^ {0,3}\[[^\]\n]+\]:\s*(\S+)/gm;

// Code shows brackets that link to nothing. Longer runs of backticks than nine would cost their square.
function withoutCode(text: string): string {
  const lines = text.split('\n');
  const prose = outsideCode(lines, () => true).map((i) => lines[i]);
  return prose.join('\n').replace(/(`{1,9})[^`]+\1/g, '');
}

/**
 * The file of a pack that a relative link leads to: its path from the root, with forward slashes; undefined where
 * it leads out of the pack.
 *
 * @param from the file that the link stands in.
 */
export function linkedFile(target: string, from: string): string | undefined {
  const path = unescaped(target.replace(/[?#].*$/s, ''));
  // What is left of `a.md#part` is a file; of `?x`, the file itself.
  const steps = path.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '..' && step !== '.' && step !== '') steps.push(step);
  }
  return path === '' ? from : steps.join('/');
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
