// Packs of made-up questions.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../src/bank/random.ts';
import { work } from './measure.mts';

const files = 50;
const letters = 'etaoinshrdlucmfwypvbgkqjxz';
// Some words are in every text and most in hardly any, as in a language.
const vocabulary = Array.from({ length: 8000 }, (_, i) => wordOf(i));

function wordOf(number: number): string {
  let word = '';
  for (let rest = number + 30; rest > 0; rest = Math.floor(rest / letters.length))
    word = letters[rest % letters.length] + word;
  return word;
}

/** A word that is in a great many questions: a search has much to rank. */
export const oftenUsed = wordOf(3);

interface Question {
  readonly id: string;
  readonly title: string;
  readonly prompt: string;
  readonly hint: string;
  readonly points: readonly string[];
  readonly answer: string;
}

/** A pack of questions in 50 files: some 300 characters each, as quick questions are. */
export function madeUpPack(questions: number, form: 'md' | 'yaml'): string {
  const folder = join(work, `${form}-${questions}`);
  if (existsSync(folder)) return folder;
  mkdirSync(folder);
  const random = seededRandom(7);
  const say = (words: number): string =>
    Array.from({ length: words }, () => vocabulary[Math.floor(vocabulary.length * random() ** 3)]).join(' ');
  for (let file = 0; file < files; file++) {
    const made = Array.from(
      { length: questions / files },
      (_, i): Question => ({
        id: `q-${file}-${i}`,
        title: say(5),
        prompt: `${say(16)}?`,
        hint: `${say(6)}.`,
        points: [say(5), say(5)],
        answer: `${say(18)}.`,
      }),
    );
    const category = `Category ${file % 6}`;
    const text = form === 'md' ? asMarkdown(category, made) : asYaml(category, made);
    writeFileSync(join(folder, `${String(file).padStart(2, '0')}.${form}`), text);
  }
  return folder;
}

const asMarkdown = (category: string, questions: readonly Question[]): string =>
  `---\ncategory: ${category}\n---\n\n${questions
    .map(
      ({ id, title, prompt, hint, points, answer }) =>
        `## ${title} {#${id}}\n\n${prompt}\n\n### Hint\n\n${hint}\n\n### Key points\n\n${points.map((point) => `- ${point}\n`).join('')}\n### Answer\n\n${answer}\n`,
    )
    .join('\n')}`;

const asYaml = (category: string, questions: readonly Question[]): string =>
  `category: ${category}\nquestions:\n${questions
    .map(
      ({ id, title, prompt, hint, points, answer }) =>
        `- id: ${id}\n  title: ${title}\n  prompt: ${prompt}\n  hints:\n  - ${hint}\n  keyPoints:\n${points.map((point) => `  - ${point}\n`).join('')}  answer: ${answer}\n`,
    )
    .join('')}`;
