const unitSeconds: Record<string, number> = { h: 3600, m: 60, s: 1 };

/**
 * Seconds of a written duration: `90`, `90s`, `2m`, `1m30s`, `1h`. Nothing else, and never zero or less:
 * undefined then, so that the caller can say where it stood.
 */
export function parseDuration(written: string | number): number | undefined {
  if (typeof written === 'number') return Number.isFinite(written) && written > 0 ? written : undefined;
  const text = written.trim().toLowerCase();
  if (/^\d+(\.\d+)?$/.test(text)) return parseDuration(Number(text));
  if (!/^(\d+h)?(\d+m)?(\d+s)?$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)([hms])/g)) {
    seconds += Number(amount) * (unitSeconds[unit ?? ''] ?? 0);
  }
  return parseDuration(seconds);
}

/** A duration as people write it, `1m30s`: what `parseDuration` reads as these seconds. */
export function writtenDuration(seconds: number): string {
  if (!Number.isInteger(seconds)) return String(seconds);
  const parts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return parts.map((amount, i) => (amount > 0 ? `${amount}${'hms'[i]}` : '')).join('');
}

/** A duration as a clock shows it: `1:05`, `12:00`, `1:02:03`. Seconds are rounded up, as a countdown's are. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const pad = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}
