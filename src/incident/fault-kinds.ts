import type { FaultKind } from './fault.ts';
import { changeFaults } from './faults-change.ts';
import { aiFaults, dataFaults } from './faults-data.ts';
import { healthyKinds } from './faults-healthy.ts';
import { networkFaults } from './faults-network.ts';
import { resourceFaults } from './faults-resource.ts';

/** Every way in which a world breaks. */
export const faultKinds: readonly FaultKind[] = [
  ...resourceFaults,
  ...networkFaults,
  ...changeFaults,
  ...dataFaults,
  ...aiFaults,
];

/** Every kind of incident, those of healthy systems too. */
export const incidentKinds: readonly FaultKind[] = [...faultKinds, ...healthyKinds];
