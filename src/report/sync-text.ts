/** The shape of `hotseat sync --json`. */
export interface SyncReport {
  /** Its address, without what is secret in it. */
  readonly remote: string;
  /** Records. */
  readonly sent: number;
  readonly received: number;
  /** How many machines made what was received. */
  readonly devices: number;
  /** Questions that are due now. */
  readonly due: number;
}

/** `hotseat sync` as one line. */
export function syncText({ sent, received, devices, due }: SyncReport): string {
  const from = devices === 1 ? '1 machine' : `${devices} machines`;
  const parts = [
    ...(sent > 0 ? [`sent ${records(sent)}`] : []),
    ...(received > 0 ? [`received ${sent > 0 ? received : records(received)} from ${from}`] : []),
  ];
  const what = parts.length === 0 ? 'nothing to send or receive' : parts.join(', ');
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}; ${due} due.`;
}

const records = (n: number): string => (n === 1 ? '1 record' : `${n} records`);
