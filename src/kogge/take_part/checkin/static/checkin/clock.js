// The time of a scan: a clock that never runs backwards while the page lives, and the offset to the server, which
// is measured with the best round trip of the last ten (Cristian) and goes along with each fact.
const born = Date.now() - performance.now();
let trips = [];

export const now = () => Math.round(born + performance.now());

export const best = () => trips.reduce((a, b) => (a && a.trip <= b.trip ? a : b), null);

export const offset = () => best()?.offset ?? 0;

export const corrected = (at = now()) => at + offset();

export const kept = () => trips;

export function restore(earlier) {
  trips = earlier ?? [];
}

// What the server's own work took is no part of the way.
export function learn({ sentAt, received, time, arrived }) {
  const trip = arrived - sentAt - (time - received);
  if (!(trip >= 0)) return;
  trips = [...trips.slice(-9), { offset: Math.round(received - sentAt - trip / 2), trip: Math.round(trip) }];
}
