// What a verdict says, in one sentence: the server's own where it answered, else this device's.
import { gate } from "./gate.js";
import { known } from "./known.js";
import { clock, count, t, when } from "./texts.js";

export function titleOf({ verdict, title, heads }) {
  if (verdict === "admitted" && heads > 1) return t("title_heads", { n: heads });
  return title || t(`title_${verdict}`);
}

const gateName = (id, given) => given || known.start.gates.find((one) => one.id === id)?.name || t("another_gate");

const titles = (entry) =>
  known.start.gates
    .filter((one, i, all) => entry?.b?.includes(one.area) && all.findIndex((o) => o.area === one.area) === i)
    .map((one) => one.area_title);

export function sentenceOf(result) {
  const { verdict, text, first, state, entry, ticket } = result;
  if (text) return text;
  if (verdict === "already_in") {
    const at = first?.at ?? state?.since;
    const where = gateName(first?.gate ?? state?.gate, first?.gate_name);
    return at ? t("text_already_in", { at: clock(at), gate: where }) : t("text_already_in_somewhere");
  }
  if (verdict === "not_booked") {
    const booked = titles(entry);
    const here = { here: gate().area_title };
    return booked.length ? t("text_not_booked_but", { ...here, booked: booked.join(", ") }) : t("text_not_booked", here);
  }
  if (verdict === "early") return t("text_early", { at: when(ticket.from) });
  if (verdict === "expired" && ticket) return t("text_expired", { at: when(ticket.until) });
  if (verdict === "pending" && entry) return t(`text_pending_${entry.t}`);
  if (verdict === "headcount") return count("text_headcount", entry.h);
  return t(`text_${verdict}`);
}
