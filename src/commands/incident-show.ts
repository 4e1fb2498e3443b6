import { oneOf } from '../bank/one-of.ts';
import type { Dealt } from '../incident/deal.ts';
import { evidenceViews, type ViewName } from '../report/incident-evidence.ts';
import { dealtIncident } from './dealt-incident.ts';
import type { ExitCode, World } from './world.ts';

const names = Object.keys(evidenceViews) as ViewName[];

/** `hotseat incident show --seed N`: the evidence of an incident as a plain listing; nothing in it is the answer. */
export async function incidentShow(
  world: World,
  options: { level?: string; view?: string; service?: string },
): Promise<ExitCode> {
  const view = oneOf('view', options.view ?? 'alerts', names);
  const dealt = dealtIncident(world, options.level);
  const service = options.service === undefined ? undefined : serviceOf(dealt, options.service);
  const lines = evidenceViews[view](dealt.incident, dealt.symptom.breached, service);
  await world.page(`${lines.join('\n')}\n`);
  return 0;
}

function serviceOf({ incident }: Dealt, written: string): string {
  const { nodes, hosts } = incident.world;
  return oneOf(
    'service',
    written,
    [...nodes, ...hosts].map(({ name }) => name),
  );
}
