// A ticket is 24 bytes and their Ed25519 signature, written in base45. Reading one needs no network and no list.
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const VERSION = 1;
const SIZE = 88;
const LENGTH = 132;
const GERMAN = "zyZYß-Ö(";
const AMERICAN = "yzYZ-/:*";

export class Unreadable extends Error {}

export function decode(text) {
  const values = [...text].map((letter) => LETTERS.indexOf(letter));
  if (text.length !== LENGTH || values.includes(-1)) throw new Unreadable("length");
  const bytes = new Uint8Array(SIZE);
  for (let i = 0; i < LENGTH; i += 3) {
    const number = values[i] + values[i + 1] * 45 + values[i + 2] * 2025;
    if (number > 0xffff) throw new Unreadable("number");
    bytes[(i / 3) * 2] = number >> 8;
    bytes[(i / 3) * 2 + 1] = number & 255;
  }
  if (bytes[0] !== VERSION) throw new Unreadable("version");
  return bytes;
}

// A scanner on a cable types the text; the first letter may be a space that got lost on the way.
export function tidy(text) {
  const line = text.replace(/[\r\n\t]+/g, "");
  return line.length === LENGTH - 1 ? " " + line : line;
}

// A scanner that believes in an American keyboard at a German one swaps these letters.
export function swapped(text) {
  return [...text].map((letter) => AMERICAN[GERMAN.indexOf(letter)] ?? letter).join("");
}

export function parse(bytes) {
  const view = new DataView(bytes.buffer);
  return {
    key: bytes[1],
    scope: view.getUint32(2),
    serial: [...bytes.subarray(6, 14)].map((b) => b.toString(16).padStart(2, "0")).join(""),
    bits: view.getUint16(14),
    from: view.getUint32(16) * 1000,
    until: view.getUint32(20) * 1000,
    payload: bytes.subarray(0, 24),
    signature: bytes.subarray(24),
  };
}

// Verifies with WebCrypto; where that cannot do Ed25519, with a script of our own that is loaded only then.
export class Verifier {
  constructor(keys, fallback) {
    this.keys = keys;
    this.fallback = fallback;
    this.imported = new Map();
  }

  async verify(ticket) {
    const raw = this.keys[ticket.key];
    if (!raw) return false;
    if (!this.imported.has(ticket.key)) this.imported.set(ticket.key, this.load(bytesOf(raw)));
    const check = await this.imported.get(ticket.key);
    return check(ticket.signature, ticket.payload);
  }

  async load(raw) {
    try {
      const key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
      return (signature, payload) => crypto.subtle.verify({ name: "Ed25519" }, key, signature, payload);
    } catch {
      const noble = await import(this.fallback);
      return (signature, payload) => noble.verifyAsync(signature, payload, raw);
    }
  }
}

export const bytesOf = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

// What a text from camera, cable or fingers is: a genuine ticket, a forged one, or no ticket at all.
export async function read(text, verifier) {
  for (const candidate of [text, tidy(text), swapped(tidy(text))]) {
    try {
      const ticket = parse(decode(candidate));
      if (await verifier.verify(ticket)) return { kind: "genuine", ticket, text: candidate };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
  }
  try {
    const line = text.replace(/[\r\n\t]+/g, "");
    return { kind: "forged", ticket: parse(decode(line)), text: line };
  } catch {
    return { kind: /^[0-9A-Z $%*+\-./:]{40,}$/.test(text) ? "truncated" : "foreign", text };
  }
}
