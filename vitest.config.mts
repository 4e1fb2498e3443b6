import { defineConfig } from 'vitest/config';

// The pure rooms' tests run with a clock and a random source that throw (test/pure-room.ts).
const pureRooms = ['bank', 'content', 'practice', 'memory', 'incident', 'report'].map(
  (room) => `test/${room}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    // Most of a test's time is another process's; vitest's usual one core less would leave half of two idle.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'pure', include: pureRooms, setupFiles: ['test/pure-room.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'world',
          include: ['test/**/*.test.ts'],
          exclude: pureRooms,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
