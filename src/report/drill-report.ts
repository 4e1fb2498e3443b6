import type { DrillResult } from '../practice/drill-result.ts';

/** What every output format of `hotseat drill` is made from. */
export interface DrillReport {
  readonly plan: string;
  readonly seed: number;
  /** ISO 8601 with offset. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** The reviews went into the log. */
  readonly saved: boolean;
  /** The thresholds that were in force. */
  readonly failUnder: number | null;
  readonly failUnderByCategory: Readonly<Record<string, number>>;
  readonly result: DrillResult;
  /** Full item id → ISO time of the next review. */
  readonly due: ReadonlyMap<string, string>;
}
