/**
 * Share of calls that find all of `servers` busy, where `load` (arrivals a second × seconds of service) is below
 * their number: Erlang's C by his recursion for B, B₀ = 1, B_k = aB/(k + aB), then C = B/(1 − ρ(1 − B)).
 * Source: Harchol-Balter, Performance Modeling and Design of Computer Systems, ch. 15.
 */
export function erlangC(servers: number, load: number): number {
  let blocked = 1;
  for (let k = 1; k <= servers; k++) blocked = (load * blocked) / (k + load * blocked);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/** The highest utilization at which a wait is taken from the formula of a steady state: above it a backlog tells. */
const steady = 0.97;

/** Mean seconds that a call waits in an M/M/c queue: W = C·s/(c(1 − ρ)), ρ kept within what is steady. */
export function meanWait(servers: number, load: number, seconds: number): number {
  const held = Math.min(load, steady * servers);
  return (erlangC(servers, held) * seconds) / (servers - held);
}

/**
 * What is left waiting after `seconds` of arrivals at `rate` and service at `capacity` (a second), and the share of
 * arrivals that found no room: a fluid queue, b′ = clamp(b + (λ − μ)Δt, 0, Q).
 */
export function drain(
  backlog: number,
  rate: number,
  capacity: number,
  room: number,
  seconds: number,
): { readonly backlog: number; readonly dropped: number } {
  const left = backlog + (rate - capacity) * seconds;
  const over = left - room;
  return {
    backlog: Math.min(room, Math.max(0, left)),
    dropped: over > 0 ? Math.min(1, over / (rate * seconds)) : 0,
  };
}

/** Share that still fails after `retries` further attempts: f^(R+1). */
export function lostShare(failure: number, retries: number): number {
  let lost = failure;
  for (let i = 0; i < retries; i++) lost *= failure;
  return lost;
}

/** Mean number of attempts for a call: (1 − f^(R+1))/(1 − f). */
export const meanAttempts = (failure: number, retries: number): number =>
  failure >= 1 ? retries + 1 : (1 - lostShare(failure, retries)) / (1 - failure);
