import { fullId } from '../bank/item.ts';
import type { RoadDay } from '../memory/agenda.ts';
import type { Setting } from '../memory/record.ts';
import { choose, type FormTerminal } from '../terminal/form.ts';
import { keepOne } from './mend.ts';
import type { Loaded } from './practice-bank.ts';
import { practise } from './quiz.ts';
import type { ExitCode, World } from './world.ts';

type SpecialDay = Exclude<RoadDay, 'practice'>;

/** A thing to do on such a day. */
interface Offer {
  readonly name: string;
  readonly does: () => Promise<ExitCode>;
}

const headlines: Readonly<Record<SpecialDay, string>> = {
  mock: 'Today a mock interview is due: timed, no hints, cut off when the time is up.',
  eve: 'The eve: nothing new. What is weakest, your own stories, one page; then early to bed.',
  day: 'Today is the day. One page, and a breath.',
  after: 'The interview is over. What were you asked?',
};

/** The days of the road to an interview on which the coach offers more than practice. */
export async function roadDay(
  world: World,
  loaded: Loaded,
  screen: NodeJS.WriteStream,
  day: SpecialDay,
): Promise<ExitCode> {
  const terminal: FormTerminal = { input: world.stdin, output: screen, signal: world.signal };
  const offers = offersOf(world, loaded)[day];
  const stop: Offer = { name: 'Done for today', does: async () => 0 };
  const listed = [...offers, stop].map(({ name }, i) => ({ value: String(i), name }));
  const choice = await choose(headlines[day], listed, terminal);
  return ([...offers, stop][Number(choice)] ?? stop).does();
}

function offersOf(world: World, loaded: Loaded): Record<SpecialDay, readonly Offer[]> {
  const practice: Offer = { name: "Today's practice", does: () => practise(world, loaded, {}) };
  const mock: Offer = {
    name: 'The mock interview',
    does: async () => (await import('./drill.ts')).drill(world, 'interview', {}),
  };
  const page: Offer = {
    name: 'One page: what you missed most',
    does: async () => (await import('./sheet.ts')).sheet(world, { weakPoints: true }),
  };
  const asked: Offer = {
    name: 'Write down what you were asked (half a minute each)',
    does: () => debrief(world),
  };
  return {
    mock: [mock, practice],
    eve: [{ ...practice, name: 'What is weakest' }, ...storyOffers(world, loaded), page],
    day: [page, ...storyOffers(world, loaded)],
    after: [asked, practice],
  };
}

function storyOffers(world: World, loaded: Loaded): Offer[] {
  const id = loaded.items.filter(({ rubric }) => rubric !== '').map(fullId);
  return id.length === 0
    ? []
    : [{ name: 'Your own stories', does: () => practise(world, loaded, { id, cram: true }) }];
}

/** Takes down what was asked, question by question; then the date is no longer kept. */
async function debrief(world: World): Promise<ExitCode> {
  const { addAsked } = await import('./add.ts');
  world.note('One question at a time; Enter ends.');
  while (await addAsked(world));
  await keepOne<Setting>(world, { type: 'setting', name: 'examDate', value: 'none' });
  world.note('The date is no longer kept; `hotseat exam --date DATE` sets the next one.');
  return 0;
}
