import { setting } from './change-texts.ts';
import type { FaultKind } from './fault.ts';
import { calleeName, criticalEdges, edgesOf, onEdge } from './sites.ts';
import type { Edge, Node } from './world.ts';

const inside = (_: Edge, callee: Node): boolean => callee.kind !== 'third-party' && callee.kind !== 'cache';
const toAService = (_: Edge, callee: Node): boolean => ['service', 'database', 'model'].includes(callee.kind);

/** Something between caller and callee: the callee's own metrics stay calm. */
export const networkFaults: readonly FaultKind[] = [
  {
    name: 'network-delay',
    title: 'the network between two services is slow',
    family: 'network',
    indicator: 'latency',
    sites: edgesOf(inside),
    pushes: onEdge('delay'),
    doses: [0.005, 5],
    ramp: [0, 12],
    shows: ['network_round_trip_seconds', 'client_request_duration_p99_seconds'],
    neighbour: 'packet-loss',
    signature: 'network_round_trip_seconds',
  },
  {
    name: 'packet-loss',
    title: 'packets between two services are lost',
    family: 'network',
    indicator: 'latency',
    sites: edgesOf(inside),
    pushes: onEdge('loss'),
    doses: [0.002, 0.4],
    ramp: [0, 8],
    shows: ['tcp_retransmits_ratio', 'client_request_duration_p99_seconds'],
    neighbour: 'network-delay',
    signature: 'tcp_retransmits_ratio',
  },
  {
    name: 'partition',
    title: 'one service cannot reach another',
    family: 'network',
    indicator: 'errors',
    sites: criticalEdges(inside),
    pushes: onEdge('unreachable'),
    doses: [0.02, 1],
    ramp: [0, 0],
    shows: ['connects_failed_total', 'client_errors_total'],
    neighbour: 'wrong-port',
    signature: 'connects_failed_total',
  },
  {
    name: 'dns-failure',
    title: 'a name is not resolved',
    family: 'network',
    indicator: 'errors',
    sites: criticalEdges((_, callee) => callee.kind !== 'cache'),
    pushes: onEdge('unresolved'),
    doses: [0.02, 1],
    ramp: [0, 10],
    shows: ['dns_failures_total', 'client_errors_total'],
    neighbour: 'wrong-port',
    signature: 'dns_failures_total',
  },
  {
    name: 'expired-certificate',
    title: 'a certificate that has expired',
    family: 'network',
    indicator: 'errors',
    sites: criticalEdges(toAService),
    pushes: onEdge('untrusted'),
    doses: [0.02, 1],
    ramp: [0, 0],
    change: (world, site, draw) =>
      setting(
        `certificate for ${calleeName(world, site)}`,
        () => 'issuer R10',
        () => 'issuer R11',
        'certificate',
      )(world, site, draw),
    shows: ['tls_failures_total', 'certificate_expiry_seconds'],
    neighbour: 'rotated-credential',
    signature: 'tls_failures_total',
  },
];
