// What hard incidents promise: whoever looks at one thing only does not pass, and whoever sees nothing but the
// exported files can name the cause. Seeds from 41 on: the player was written by looking at those before.
import { expect, test } from 'vitest';
import { type Dealt, dealLevel } from '../../src/incident/deal.ts';
import { csvFiles } from '../../src/incident/export-csv.ts';
import { players } from '../../src/incident/players.ts';
import { scoreOf } from '../../src/incident/score.ts';
import { telemetryOf } from '../../src/incident/telemetry.ts';
import { nameCause } from './blind/player.ts';

const numbered = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

const hard: Dealt[] = numbered(41, 30).map((seed) => dealLevel('hard', seed));

test.each(players.map(({ name, play }) => [name, play] as const))(
  '%s does not pass on hard incidents',
  { timeout: 180_000 },
  (_, play) => {
    const total = hard.reduce((sum, dealt) => sum + scoreOf(dealt, play(dealt)).total, 0);
    expect(total / hard.length).toBeLessThan(45);
  },
);

test('the exported files alone lead to the cause of nine hard incidents in ten', { timeout: 180_000 }, () => {
  const seen = hard.slice(0, 12);
  const right = seen.filter(
    ({ incident }) => nameCause(csvFiles(telemetryOf(incident))) === incident.fault.cause.name,
  );
  expect(right.length).toBeGreaterThanOrEqual(0.9 * seen.length);
});
