import type { SearchResult } from '../bank/search.ts';
import { fitted } from './fitted.ts';

/** What a search found, as text: how much, then two lines for each of the results that are shown. */
export function searchText(found: number, shown: readonly SearchResult[], width: number): string {
  if (found === 0) return 'Nothing found: try a different search term.\n';
  const lines = shown.flatMap((result) => [
    fitted(headOf(result), width),
    fitted(`    ${result.excerpt}`, width),
  ]);
  return `${[`${found} found`, ...lines].join('\n')}\n`;
}

// Careers and skills go by their name.
const headOf = ({ type, id, title }: SearchResult): string =>
  `${type.padEnd(8)}  ${id === title ? id : `${id}  ${title}`}`;
