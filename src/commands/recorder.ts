import { dayOf } from '../memory/day.ts';
import type { LogRecord, Unstamped } from '../memory/record.ts';
import { backUp } from '../storage/backups.ts';
import { deviceId, freshId } from '../storage/device.ts';
import { openLog } from '../storage/review-log.ts';
import type { World } from './world.ts';

/** Keeps records: each is on the disk when `keep` returns. */
export interface Recorder {
  readonly keep: <R extends LogRecord>(record: Unstamped<R>) => R;
  readonly close: () => void;
}

/** A recorder for this device. The time is read when a record is kept. */
export function openRecorder(world: World): Recorder {
  const { clock, home, machineFolder, zone } = world;
  const device = deviceId(machineFolder);
  const writer = openLog(home, device);
  let seq = 0;
  return {
    keep: <R extends LogRecord>(record: Unstamped<R>): R => {
      const now = clock.now();
      const stamped = {
        id: freshId(10),
        seq: seq++,
        t: clock.raw(),
        utcOffset: zone(now),
        ...(clock.pretended ? { now } : {}),
        ...record,
        device,
      } as unknown as R;
      writer.append(stamped);
      return stamped;
    },
    close: () => {
      writer.close();
      if (seq > 0) backUp(home, dayOf(clock.raw(), zone));
    },
  };
}

/** Keeps some records and closes the log; none opens nothing. */
export function keepAll<R extends LogRecord>(world: World, records: readonly Unstamped<R>[]): void {
  if (records.length === 0) return;
  const recorder = openRecorder(world);
  for (const record of records) recorder.keep<R>(record);
  recorder.close();
}
