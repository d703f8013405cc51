// Keys and what lies under them. Neither key can be read out by a script once it is here: the list's key comes from
// the server and goes when staff revoke the device, the device's own key keeps what waits to be sent.
import { get, put } from "./db.js";
import { bytesOf } from "./ticket.js";

const AES = "AES-GCM";

export async function ownKey() {
  const kept = await get("own_key");
  if (kept) return kept;
  const key = await crypto.subtle.generateKey({ name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
  await put({ own_key: key });
  return key;
}

export const importKey = (text) =>
  crypto.subtle.importKey("raw", bytesOf(text), AES, false, ["encrypt", "decrypt"]);

export async function seal(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: AES, iv }, key, plain) };
}

export async function unseal(key, { iv, data }) {
  const plain = await crypto.subtle.decrypt({ name: AES, iv }, key, data);
  return JSON.parse(new TextDecoder().decode(plain));
}
