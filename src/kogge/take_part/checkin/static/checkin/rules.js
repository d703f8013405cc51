// What a reading means at this gate: one verdict. Pure, so that it is tested as a table and costs no time.
const COLOURS = {
  admitted: "green", new: "green", walk_in: "green", let_in: "green", left: "green", handed: "green",
  already_in: "yellow", waiting: "yellow", pending: "yellow", not_booked: "yellow", group: "yellow",
  headcount: "yellow", not_in: "yellow", already_handed: "yellow",
  cancelled: "red", unknown: "red", foreign: "red", expired: "red", early: "red", forged: "red",
  unreadable: "red", truncated: "red", not_stored: "red",
};

const ADMITTING = ["admitted", "new", "walk_in", "let_in"];

export const colourOf = (verdict) => COLOURS[verdict] ?? "red";

export const admits = (verdict) => ADMITTING.includes(verdict);

// What only this app tells apart; the protocol has one word for both.
const SENT_AS = { early: "expired", truncated: "unreadable", headcount: "group" };

export const sentAs = (verdict) => SENT_AS[verdict] ?? verdict;

// Readings that are no good, whoever holds them.
export function judgeTicket({ reading, scopes, now }) {
  if (reading.kind === "foreign") return "unreadable";
  if (reading.kind === "truncated") return "truncated";
  if (reading.kind === "forged") return "forged";
  if (!scopes.includes(reading.ticket.scope)) return "foreign";
  if (now < reading.ticket.from) return "early";
  return now > reading.ticket.until ? "expired" : "";
}

export function judge({ entry, revoked, gate, open, state, kind }) {
  if (revoked) return "cancelled";
  if (kind === "out") return state.inside ? "left" : "not_in";
  if (!entry) return state.inside ? "already_in" : "new";
  if (entry.t === "waiting") return "waiting";
  if (entry.t !== "ok") return "pending";
  if (entry.k === "group") return "group";
  if (gate.area && !(entry.b ?? []).includes(gate.area) && !open.includes(gate.area)) return "not_booked";
  if (entry.k === "headcount") return state.inside < entry.h ? "headcount" : "already_in";
  return state.inside ? "already_in" : "admitted";
}
