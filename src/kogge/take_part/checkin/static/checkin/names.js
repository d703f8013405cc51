// Finding people although the list holds no full names: the first three letters of each word and the reference are
// there as salted hashes only.
const LETTERS = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe" };

export const fold = (text) =>
  [...text.normalize("NFKD").toLowerCase()]
    .map((letter) => LETTERS[letter] ?? letter)
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .join("");

async function hash(salt, text, digits) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(salt + text));
  const hex = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.slice(0, digits);
}

const start = (word) => [...word].slice(0, 3).join("");

// "Mueller" is looked for as "muller" too, because that is what "Müller" folds to.
async function hashesOf(word, salt) {
  const folded = fold(word);
  const starts = new Set([start(folded), start(folded.replace(/([aou])e/g, "$1"))]);
  return Promise.all([...starts].map((letters) => hash(salt, letters, 8)));
}

export async function byName(typed, roster, salt, most = 30) {
  const words = typed.split(/[\s.,'’-]+/).filter((word) => fold(word));
  if (!words.length) return [];
  const wanted = await Promise.all(words.map((word) => hashesOf(word, salt)));
  const fits = (entry) => wanted.every((hashes) => hashes.some((value) => entry.f.includes(value)));
  const first = fold(words[0]);
  const found = [...roster.values()].filter(fits);
  const rank = (entry) => (fold(entry.n).startsWith(first) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b) || a.n.localeCompare(b.n)).slice(0, most);
}

export async function byReference(typed, roster, salt) {
  const reference = typed.toUpperCase().replace(/[\s-]+/g, "");
  if (!/^[0-9A-Z]{8}(\/\d+)?$/.test(reference)) return null;
  const wanted = await hash(salt, reference, 16);
  return [...roster.values()].find((entry) => entry.r === wanted) ?? null;
}
