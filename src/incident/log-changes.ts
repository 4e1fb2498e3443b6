import type { ChangeEvent } from './signal.ts';

/** A line that an instance writes when a change reaches it. */
export interface ChangeLine {
  readonly template: string;
  readonly body: string;
}

const wordings: Readonly<Record<ChangeEvent['kind'], string>> = {
  deploy: 'started version',
  model: 'loaded model',
  config: 'configuration reloaded:',
  flag: 'flag update received:',
  scale: 'replica target set:',
  certificate: 'certificate loaded:',
  credential: 'credential reloaded:',
  schema: 'schema in use:',
  job: 'job settings reloaded:',
};

/** What a node writes after a change: the new value as the change event has it, and never before that. */
export function changeLine({ kind, to }: ChangeEvent): ChangeLine | undefined {
  if (to === undefined) return undefined;
  return { template: `${wordings[kind]} <*>`, body: `${wordings[kind]} ${to}` };
}
