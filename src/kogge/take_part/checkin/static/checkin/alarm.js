// Green, yellow and red for ears and hands: two rising tones, one long, three falling; and a vibration of its own.
let context = null;

const TONES = {
  green: [[880, 0, 0.09], [1320, 0.1, 0.14]],
  yellow: [[600, 0, 0.35]],
  red: [[330, 0, 0.16], [262, 0.2, 0.16], [196, 0.4, 0.35]],
};
const SHAKES = { green: [60], yellow: [200, 100, 200], red: [400, 120, 400, 120, 400] };

// Browsers let a page sound only after somebody touched it.
export function allow() {
  context ??= new (globalThis.AudioContext ?? globalThis.webkitAudioContext ?? Silence)();
  context.resume?.();
}

class Silence {}

export function sound(state, { silent = false } = {}) {
  navigator.vibrate?.(SHAKES[state]);
  if (silent || !context?.createOscillator || context.state !== "running") return;
  for (const [pitch, after, length] of TONES[state]) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const start = context.currentTime + after;
    tone.type = state === "red" ? "square" : "sine";
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.35, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + length);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + length);
  }
}
