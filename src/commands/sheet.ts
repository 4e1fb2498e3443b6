import { newStagesFor } from '../bank/filter.ts';
import { fullId, type Item } from '../bank/item.ts';
import { oneOf } from '../bank/one-of.ts';
import { UserError } from '../bank/user-error.ts';
import { dateOf } from '../memory/day.ts';
import { buildQueue } from '../memory/queue.ts';
import { modelOf } from '../memory/settings.ts';
import { reportFigures } from '../report/progress-figures.ts';
import {
  type Paper,
  papers,
  type Sheet,
  type SheetLayout,
  type SheetPart,
  sheetEntry,
  sheetLayouts,
  sheetParts,
} from '../report/sheet.ts';
import { sides } from '../report/sheet-fit.ts';
import { sheetMarkdown } from '../report/sheet-markdown.ts';
import { readLog } from '../storage/review-log.ts';
import { makeTheme } from '../terminal/theme.ts';
import { type FilterOptions, toChoice, toFilter } from './filters.ts';
import { formatByName, saveTo } from './output.ts';
import { type Loaded, loadAll } from './practice-bank.ts';
import { selection } from './selection.ts';
import type { ExitCode, World } from './world.ts';

/** The sheet's options as commander leaves them. */
export interface SheetOptions extends FilterOptions {
  readonly format?: string;
  readonly with?: string;
  readonly layout?: string;
  readonly paper?: string;
  readonly output?: string;
  readonly weakPoints?: boolean;
}

const formats = ['text', 'markdown', 'html', 'pdf'] as const;

/** `hotseat sheet`: questions for paper, with codes that bring the grades home. */
export async function sheet(world: World, options: SheetOptions): Promise<ExitCode> {
  const format = oneOf('format', options.format ?? formatByName(options.output, formats) ?? 'text', formats);
  if (format === 'pdf' && options.output === undefined && world.screen)
    throw new UserError('a PDF is no text for a terminal', 'Say where it goes: --output sheet.pdf');
  const made = makeSheet(world, await loadAll(world), options);
  switch (format) {
    case 'pdf':
      return writePdf(world, made, options.output);
    case 'html':
      return put(world, (await import('../report/sheet-html.ts')).sheetHtml(made), options.output);
    case 'markdown':
      return put(world, sheetMarkdown(made), options.output);
    default: {
      const { renderMarkdown } = await import('../terminal/markdown.ts');
      // A file is no terminal: nothing in it is coloured.
      const theme = options.output === undefined ? world.theme : makeTheme(0);
      const text = `${renderMarkdown(sheetMarkdown(made), theme, world.width)}\n`;
      if (options.output === undefined) await world.page(text);
      else saveTo(options.output, text);
      return 0;
    }
  }
}

function put(world: World, text: string, output: string | undefined): ExitCode {
  if (output === undefined) world.out(text);
  else saveTo(output, text);
  return 0;
}

async function writePdf(world: World, made: Sheet, output: string | undefined): Promise<ExitCode> {
  const [{ sheetPdf }, { pdfOf }, { loadFonts }] = await Promise.all([
    import('../report/sheet-pdf.ts'),
    import('../paper/pdf.ts'),
    import('../storage/fonts.ts'),
  ]);
  if (made.entries.length > 20) world.note(`Setting ${made.entries.length} questions…`);
  const bytes = await pdfOf(sheetPdf(made), loadFonts(world.root));
  if (output === undefined) world.out(bytes);
  else saveTo(output, bytes);
  return 0;
}

function makeSheet(world: World, loaded: Loaded, options: SheetOptions): Sheet {
  const layout = oneOf<SheetLayout>('layout', options.layout ?? defaultLayout(options), sheetLayouts);
  const paper = oneOf<Paper>('paper', options.paper ?? 'a4', papers);
  const parts = partsOf(options.with, layout);
  const seed = String(world.seed ?? dateOf(loaded.today));
  const entryOf = (item: Item) => sheetEntry(item, parts, seed);
  const date = dateOf(loaded.today);
  if (isPlain(options)) {
    const entries = todaysItems(world, loaded).map(entryOf);
    // One sheet of paper: what fits on its front.
    const [first = []] = sides(entries, paper);
    return {
      title: `Today, ${date}`,
      layout,
      paper,
      entries: first,
      weakPoints: weakPoints(world, loaded, 8),
    };
  }
  const entries = options.weakPoints ? [] : printed(world, loaded, options).map(entryOf);
  return {
    title: options.weakPoints ? `Missed most, ${date}` : `Study sheet, ${date}`,
    layout,
    paper,
    entries,
    weakPoints: options.weakPoints ? weakPoints(world, loaded, 40) : [],
  };
}

/** What the filters mean. Stages that were never played are printed only where stages are asked for: they tell the story. */
function printed(world: World, loaded: Loaded, options: SheetOptions): readonly Item[] {
  const all = selection(world, loaded, options);
  if (newStagesFor(toFilter(options)) !== 'none') return all;
  return all.filter((item) => item.kind !== 'stage' || loaded.schedule.has(fullId(item)));
}

/** Whether nothing says which questions are meant. */
const isPlain = (options: SheetOptions): boolean =>
  !options.weakPoints &&
  Object.keys(toFilter(options)).length === 0 &&
  Object.keys(toChoice(options)).length === 0;

const defaultLayout = (options: SheetOptions): SheetLayout => (isPlain(options) ? 'back' : 'page');

const mostToday = 12;

/** What is due, then what is weak, then what is new. */
const todaysItems = (world: World, { items, schedule, today, settings }: Loaded): readonly Item[] =>
  buildQueue(items, schedule, {
    today,
    random: world.random,
    maxNew: settings.newPerDay,
    settings,
    ahead: true,
    limit: mostToday,
  }).items;

const weakPoints = (world: World, loaded: Loaded, most: number): Sheet['weakPoints'] =>
  reportFigures({
    items: loaded.items,
    records: readLog(world.home).records,
    schedule: loaded.schedule,
    settings: modelOf(loaded.settings),
    now: world.clock.now(),
    today: loaded.today,
    zone: world.zone,
  }).weakPoints.slice(0, most);

function partsOf(written: string | undefined, layout: SheetLayout): SheetPart[] {
  if (written === undefined) return layout === 'page' ? [] : ['points'];
  return written
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => oneOf<SheetPart>('part', part, sheetParts));
}
