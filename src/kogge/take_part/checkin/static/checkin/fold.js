// What the facts say of one ticket in one area. A pure function of the set: order of arrival never matters.
export function undone(facts) {
  return new Set(facts.filter((fact) => fact.kind === "undo").map((fact) => fact.undoes));
}

const order = (a, b) => a.at - b.at || (a.seq ?? 0) - (b.seq ?? 0) || (a.uid < b.uid ? -1 : 1);

export function stateOf(facts, area, { most = 1, now = Infinity } = {}) {
  const gone = undone(facts);
  const state = { inside: 0, since: 0, gate: 0, came: 0, first: null, handed: new Set() };
  for (const fact of facts.filter((one) => one.area === area && !gone.has(one.uid)).sort(order)) {
    nextDay(state, fact.at);
    for (const thing of fact.hand_out ?? []) state.handed.add(thing);
    if (fact.kind === "in" && fact.admits) enter(state, fact, most);
    if (fact.kind === "out" && state.inside) state.inside = Math.max(0, state.inside - (fact.heads || 1));
  }
  if (now !== Infinity) nextDay(state, now);
  return state;
}

// Whoever did not sign out is out when the next day begins, and may come in again.
function nextDay(state, at) {
  if (state.inside && new Date(at).toDateString() !== new Date(state.since).toDateString()) state.inside = 0;
}

function enter(state, fact, most) {
  if (!state.inside) {
    state.since = fact.at;
    state.gate = fact.gate;
  }
  state.first ??= { at: fact.at, gate: fact.gate };
  state.inside = Math.min(most, state.inside + (fact.heads || 1));
  state.came = Math.max(state.came, state.inside);
}

// Who is in each area now, and who came: for rooms while there is no network.
export function presence(bySerial, sizes, areas, now) {
  return areas.map((area) => {
    let inside = 0;
    let came = 0;
    for (const [serial, facts] of bySerial) {
      const state = stateOf(facts, area, { most: sizes(serial), now });
      inside += state.inside;
      came += state.came;
    }
    return { area, inside, came };
  });
}
