import * as v from 'valibot';
import type { Career, Guide } from '../bank/guide.ts';
import type { Item } from '../bank/item.ts';
import { didYouMean } from '../bank/suggest.ts';
import { escapeText, withLineFeeds } from './escape.ts';
import { splitFrontMatter } from './front-matter.ts';
import type { Place, Problem } from './problem.ts';
import { idText, names, text } from './schema.ts';
import { validate } from './validate.ts';
import { parseYaml } from './yaml.ts';

/** The front matter of `guides/<skill>.md`. */
const guideSchema = v.strictObject(
  {
    title: text,
    summary: text,
    careers: v.optional(names),
    scenarios: v.optional(names),
    questions: v.optional(names),
  },
  'a map',
);

/** `careers.yaml` at a pack's root. */
const careersSchema = v.strictObject(
  {
    careers: v.array(
      v.strictObject(
        { id: idText, name: text, summary: text, skills: v.optional(names) },
        'a map of id, name, summary and skills',
      ),
      'a list of careers',
    ),
  },
  'a map',
);

/** A guide, and where each of the questions that it names stands in its file. */
export interface ReadGuide {
  readonly guide: Guide;
  readonly file: string;
  readonly placeOf: (question: number) => Place;
}

/** Reads a skill guide: front matter, then the page. The skill is the file's name. */
export function parseGuide(
  source: string,
  file: string,
  pack: string,
): { read?: ReadGuide; problems: readonly Problem[] } {
  const { front, body } = splitFrontMatter(escapeText(withLineFeeds(source)), file);
  if (front.problems.length > 0) return { problems: front.problems };
  const { output, problems } = validate(guideSchema, front.value ?? {}, file, front.locate);
  if (!output) return { problems };
  const { careers = [], scenarios = [], questions = [], ...rest } = output;
  const id = file.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
  const guide = { ...rest, id, pack, careers, scenarios, questions, text: body.trim() };
  return { read: { guide, file, placeOf: (i) => front.locate(['questions', i]) }, problems: [] };
}

/** Reads `careers.yaml`. */
export function parseCareers(
  source: string,
  file: string,
  pack: string,
): { careers: readonly Career[]; problems: readonly Problem[] } {
  const { value, locate, problems } = parseYaml(withLineFeeds(source), file);
  if (problems.length > 0) return { careers: [], problems };
  const { output, problems: faults } = validate(careersSchema, value, file, locate);
  const careers = (output?.careers ?? []).map(({ skills = [], ...career }) => ({ ...career, pack, skills }));
  return { careers, problems: faults };
}

/** Questions that guides name and that no item of the pack has: warnings. */
export function missingQuestions(
  guides: readonly ReadGuide[],
  items: readonly Pick<Item, 'id'>[],
): Problem[] {
  const ids = items.map(({ id }) => id);
  const known = new Set(ids);
  return guides.flatMap(({ guide, file, placeOf }) =>
    guide.questions.flatMap((id, i): Problem[] => {
      if (known.has(id)) return [];
      const meant = didYouMean(id, ids);
      const mend = meant ? `Did you mean \`${meant}\`?` : 'Write the question, or remove its id here.';
      const message = `no question of this pack has the id \`${id}\``;
      return [{ file, ...placeOf(i), severity: 'warning', code: 'unknown-name', message, mend }];
    }),
  );
}
