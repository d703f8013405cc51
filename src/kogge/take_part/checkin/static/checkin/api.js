// Talks to the server with the device's token. Says apart: no network, refused, revoked.
import * as clock from "./clock.js";
import { current } from "./texts.js";

export class Offline extends Error {}
export class Refused extends Error {}

export class Revoked extends Error {
  constructor(sentence, revoked) {
    super(sentence);
    this.revoked = revoked;
  }
}

let token = null;

export function use(next) {
  token = next;
}

export async function call(path, { body, seconds = 15, headers = {} } = {}) {
  const sent = { Accept: "application/json", "Accept-Language": current(), ...headers };
  if (token) sent.Authorization = `Bearer ${token}`;
  if (body) sent["Content-Type"] = "application/json";
  const sentAt = clock.now();
  let answer;
  let content;
  try {
    answer = await fetch(`/door/api/${path}`, {
      method: body ? "POST" : "GET",
      headers: sent,
      body: body && JSON.stringify(body(sentAt)),
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(seconds * 1000),
    });
    content = answer.status === 304 ? null : await answer.json();
  } catch {
    throw new Offline();
  }
  if (answer.status === 401) throw new Revoked(content.error ?? "", content.revoked === true);
  if (answer.status >= 500 || answer.status === 429) throw new Offline(content.error);
  if (answer.status >= 400) throw new Refused(content.error ?? String(answer.status));
  if (content?.received) {
    clock.learn({ sentAt, received: content.received, time: content.time, arrived: clock.now() });
  }
  return content;
}
