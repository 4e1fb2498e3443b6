/** Numbers for texts, from 0 up in the order in which they come. */
export interface Numbering {
  readonly texts: readonly string[];
  /** The number of the text that stands, in UTF-8, from one byte up to another. */
  readonly numberOf: (bytes: Uint8Array, from: number, to: number) => number;
}

/**
 * No texts yet. A table of bytes, by open addressing and at most half full: a Map would need each text as an
 * object, a million times, only to find it.
 */
export function numbering(): Numbering {
  const texts: string[] = [];
  const hashes: number[] = [];
  const ends: number[] = [];
  let kept = new Uint8Array(1 << 12);
  let slots = new Int32Array(1 << 10);

  const isKept = (number: number, bytes: Uint8Array, from: number, to: number): boolean => {
    const start = ends[number - 1] ?? 0;
    if ((ends[number] as number) - start !== to - from) return false;
    for (let i = from; i < to; i++) if (kept[start + i - from] !== bytes[i]) return false;
    return true;
  };
  const keep = (hash: number, part: Uint8Array): number => {
    const start = ends.at(-1) ?? 0;
    while (start + part.length > kept.length) kept = doubled(kept);
    kept.set(part, start);
    ends.push(start + part.length);
    hashes.push(hash);
    return texts.push(Buffer.from(part).toString('utf8'));
  };
  const spread = (): void => {
    slots = new Int32Array(slots.length * 2);
    for (const [i, hash] of hashes.entries()) {
      let slot = hash & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = i + 1;
    }
  };
  return {
    texts,
    numberOf: (bytes, from, to) => {
      const hash = hashBytes(bytes, from, to);
      let slot = hash & (slots.length - 1);
      for (let number = slots[slot] as number; number > 0; number = slots[slot] as number) {
        if (isKept(number - 1, bytes, from, to)) return number - 1;
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = keep(hash, bytes.subarray(from, to));
      if (texts.length * 2 > slots.length) spread();
      return texts.length - 1;
    },
  };
}

/** A 32-bit hash of some bytes (FNV-1a, its high half folded into its low one). */
export function hashBytes(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  return hash ^ (hash >>> 15);
}

function doubled(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const more = new Uint8Array(bytes.length * 2);
  more.set(bytes);
  return more;
}
