import { Document, isCollection, isScalar, type ToStringOptions, visit } from 'yaml';
import type { Item } from '../bank/item.ts';
import { UserError } from '../bank/user-error.ts';
import { assertReadsBack } from './read-back.ts';
import { writtenItems } from './written-items.ts';

// What people write on one line: `tags: [a, b]`.
const inOneLine = new Set(['tags', 'skills', 'careers', 'limits', 'accept', 'params']);

// Long lines stay whole and texts of several lines stand as they are: a changed word is a changed line.
const style: ToStringOptions = { lineWidth: 0, blockQuote: 'literal', flowCollectionPadding: false };

/** A map as YAML in the style of our files, without aliases. */
export function yamlText(map: object): string {
  const doc = new Document(map, { aliasDuplicateObjects: false });
  visit(doc, {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && inOneLine.has(String(key.value)) && isCollection(value)) value.flow = true;
    },
  });
  return doc.toString(style);
}

/**
 * Items as the text of a YAML pack file, which reads back as the same items.
 *
 * @throws UserError for no items at all, and for a text that our YAML cannot hold (65 open brackets, say).
 */
export function writeYaml(items: readonly Item[]): string {
  if (items.length === 0) throw new UserError('there is no question to write', 'Choose one or more.');
  const { shared, questions } = writtenItems(items);
  const text = yamlText({ ...shared, questions });
  assertReadsBack(text, 'written.yaml', items, 'YAML', 'Make the text plainer.');
  return text;
}
