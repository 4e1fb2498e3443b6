import { expect, test } from 'vitest';
import { syncText } from '../../src/report/sync-text.ts';

test.each([
  [12, 340, 2, 'Sent 12 records, received 340 from 2 machines; 41 due.'],
  [1, 0, 0, 'Sent 1 record; 41 due.'],
  [0, 1, 1, 'Received 1 record from 1 machine; 41 due.'],
  [1, 1, 1, 'Sent 1 record, received 1 from 1 machine; 41 due.'],
  [0, 0, 0, 'Nothing to send or receive; 41 due.'],
])('%d sent, %d received from %d machines', (sent, received, devices, text) => {
  expect(syncText({ remote: '/r', sent, received, devices, due: 41 })).toBe(text);
});
