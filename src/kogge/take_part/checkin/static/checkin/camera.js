// The camera: the browser's own detector where there is one, else the WebAssembly reader in a worker of its own.
export class Camera {
  constructor(video, sources, seen) {
    this.video = video;
    this.sources = sources;
    this.seen = seen;
    this.running = false;
    this.last = { text: "", at: 0 };
  }

  async start() {
    if (this.running) return;
    this.stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    this.video.srcObject = this.stream;
    await this.video.play();
    this.detect ??= (await native()) ?? bundled(this.sources);
    this.running = true;
    this.loop();
  }

  stop() {
    this.running = false;
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.video.srcObject = null;
  }

  // While somebody reads a result, the same code before the lens must not count again.
  pause(paused) {
    this.paused = paused;
    this.last.at = performance.now();
  }

  get torch() {
    const track = this.stream?.getVideoTracks()[0];
    return track?.getCapabilities?.().torch ? track : null;
  }

  async light(on) {
    await this.torch?.applyConstraints({ advanced: [{ torch: on }] });
  }

  async loop() {
    while (this.running) {
      await new Promise((next) => setTimeout(next, this.paused ? 120 : 40));
      if (this.paused || document.hidden || this.video.readyState < 2) continue;
      const text = await this.detect(this.video).catch(() => "");
      if (text && this.running && !this.paused && !this.again(text)) this.seen(text);
    }
  }

  // One code before the lens is one scan for as long as it stays there, and for two seconds after.
  again(text) {
    const now = performance.now();
    const same = text === this.last.text && now - this.last.at < 2000;
    this.last = { text, at: now };
    return same;
  }
}

async function native() {
  const formats = (await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!formats.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
}

function bundled({ decoder, reader, wasm }) {
  const worker = new Worker(decoder);
  const canvas = document.createElement("canvas");
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  worker.postMessage({ reader, wasm });
  return (video) =>
    new Promise((answer, fail) => {
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      brush.drawImage(video, 0, 0);
      const { data, width, height } = brush.getImageData(0, 0, canvas.width, canvas.height);
      worker.onmessage = (event) => answer(event.data);
      worker.onerror = fail;
      worker.postMessage({ data, width, height }, [data.buffer]);
    });
}
