// Each kind of fault shows in two signals or more, over fifty seeds as they are dealt; and something tells it from its
// nearest neighbour, over twenty.
import { expect, test } from 'vitest';
import type { FaultKind } from '../../src/incident/fault.ts';
import { faultKinds } from '../../src/incident/fault-kinds.ts';
import type { Incident } from '../../src/incident/incident.ts';
import { simulate } from '../../src/incident/simulate.ts';
import { moves, shows, signs, tells } from './signs.ts';
import { drawn } from './tickets.ts';

/** How many of the first fifty, twenty and six of a kind show something. */
interface Shown {
  /** Its own metric; two or more of those that it is said to move; its logs, traces or profiles. */
  readonly metric: number;
  readonly metrics: number;
  readonly sign: number;
  /** Either of them without the fault. */
  readonly calm: number;
  /** What tells a kind from this one, by the name of that kind; and what tells this one. */
  readonly tells: ReadonlyMap<string, number>;
}

const kindOf = (name: string): FaultKind => faultKinds.find((kind) => kind.name === name)!;

/** The same without the fault and what changed. */
function calmed(incident: Incident): Incident {
  const { world, run, start, steps, fault, decoys } = incident;
  const effects = decoys.flatMap((decoy) => decoy.effects);
  const calm = simulate({ world, effects, noise: run.noise, steps, start });
  return { ...incident, run: calm, changes: [], fault: { ...fault, effects: [] } };
}

function look(name: string): Shown {
  const kind = kindOf(name);
  const sign = signs[name]!;
  const rivals = [kind, ...faultKinds.filter(({ neighbour }) => neighbour === name)];
  const count = { metric: 0, metrics: 0, sign: 0, calm: 0 };
  const told = new Map(rivals.map((rival) => [rival.name, 0]));
  let nth = 0;
  for (const { incident } of drawn(name, 50)) {
    if (moves(incident, kind.signature)) count.metric += 1;
    if (kind.shows.filter((metric) => moves(incident, metric)).length >= 2) count.metrics += 1;
    if (shows(sign, incident)) count.sign += 1;
    if (nth < 20)
      for (const rival of rivals) if (tells(rival, incident)) told.set(rival.name, told.get(rival.name)! + 1);
    if (nth < 6) {
      const calm = calmed(incident);
      if (moves(calm, kind.signature) || shows(sign, calm)) count.calm += 1;
    }
    nth += 1;
  }
  return { ...count, tells: told };
}

const known = new Map<string, Shown>();

function shownBy(name: string): Shown {
  const shown = known.get(name) ?? look(name);
  known.set(name, shown);
  return shown;
}

/** The kinds of a test file and their neighbours are looked at once. */
export function showAndAreToldApart(names: readonly string[]): void {
  test.each(names)('%s shows in its own metric, and in its logs, traces or profiles', (name) => {
    const { metric, metrics, sign, calm } = shownBy(name);
    expect(metric).toBeGreaterThanOrEqual(48);
    expect(metrics).toBeGreaterThanOrEqual(48);
    expect(sign).toBeGreaterThanOrEqual(48);
    expect(calm).toBe(0);
  });

  test.each(names.map((name) => [name, kindOf(name).neighbour]))(
    'something tells %s from %s',
    (name, neighbour) => {
      expect(shownBy(name).tells.get(name)).toBeGreaterThanOrEqual(19);
      expect(shownBy(neighbour).tells.get(name)).toBeLessThanOrEqual(1);
    },
  );
}
