import { truthOf } from '../incident/truth.ts';
import { truthText } from '../report/incident-truth.ts';
import { dealtIncident } from './dealt-incident.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat incident truth --seed N`: the answer sheet, for teachers. */
export async function incidentTruth(
  world: World,
  options: { level?: string; json?: boolean },
): Promise<ExitCode> {
  const dealt = dealtIncident(world, options.level);
  const level = options.level === undefined ? '' : ` --level ${dealt.level}`;
  const truth = truthOf(dealt, `hotseat incident show --seed ${world.seed}${level}`);
  world.out(options.json ? `${JSON.stringify(truth)}\n` : truthText(truth));
  return 0;
}
