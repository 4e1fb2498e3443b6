import type { World } from './world.ts';

const patienceMs = 1000;

/** A note on how far a long work is: nothing in its first second, and then one in `everyMs` at most. */
export function slowNotes({ clock, note }: World, everyMs: number): (text: string) => void {
  let next = clock.ticks() + patienceMs;
  return (text) => {
    if (clock.ticks() < next) return;
    next = clock.ticks() + everyMs;
    note(text);
  };
}
