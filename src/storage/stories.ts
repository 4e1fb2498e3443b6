import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendText } from './atomic-write.ts';

/** Where one's own stories lie, a Markdown file a question: beside the progress, to be read and edited. */
const storyFile = (home: string, pack: string, id: string): string =>
  join(home, 'stories', `${pack}-${id}.md`);

/** The story that was told last; undefined when there is none. */
export function lastStory(home: string, pack: string, id: string): string | undefined {
  try {
    const text = readFileSync(storyFile(home, pack, id), 'utf8').replace(/\r\n?/g, '\n');
    return text.split(/^## /m).at(-1)?.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Adds a story under its date: earlier ones stay above it. */
export function keepStory(
  home: string,
  pack: string,
  id: string,
  title: string,
  date: string,
  text: string,
): void {
  const file = storyFile(home, pack, id);
  mkdirSync(join(home, 'stories'), { recursive: true });
  let head = '';
  try {
    readFileSync(file);
  } catch {
    head = `# ${title}\n`;
  }
  // A line that begins like a heading of ours would part the story in two.
  appendText(file, `${head}\n## ${date}\n\n${text.trim().replace(/^## /gm, '### ')}\n`);
}
