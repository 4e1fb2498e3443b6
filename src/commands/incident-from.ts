import { didYouMean } from '../bank/suggest.ts';
import { UserError } from '../bank/user-error.ts';
import type { RecordedIncident } from '../incident/gauge/recorded.ts';
import { recordedNodes, recordedText } from '../report/recorded-text.ts';
import { recordingsIn } from '../storage/recorded-incident.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat incident --from DIR`: a recorded incident's evidence; of a folder with several, their names. */
export async function incidentFrom(
  world: World,
  from: string,
  options: { service?: string },
): Promise<ExitCode> {
  const recordings = recordingsIn(from);
  const [only] = recordings;
  if (recordings.length === 1 && only) {
    const incident = only.read();
    const node = options.service === undefined ? undefined : nodeOf(incident, options.service);
    await world.page(recordedText(incident, node));
    return 0;
  }
  await world.page(recordings.map(({ name }) => `${name.replaceAll('\n', ' ')}\n`).join(''));
  world.note(`${recordings.length} recorded incidents: name the folder of one to see its evidence.`);
  return 0;
}

function nodeOf(incident: RecordedIncident, written: string): string {
  const nodes = recordedNodes(incident);
  const node = nodes.find((name) => name === written);
  if (node !== undefined) return node;
  const meant = didYouMean(written, nodes);
  throw new UserError(
    `nothing was measured of "${written}"`,
    meant ? `Did you mean "${meant}"?` : 'Without --service, all that was measured is listed.',
  );
}
