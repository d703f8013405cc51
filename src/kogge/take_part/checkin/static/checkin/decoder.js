// Reads QR codes aside from the page, so that buttons stay quick while a frame is searched.
let ready = null;

onmessage = async ({ data }) => {
  if (data.wasm) {
    importScripts(data.reader);
    ready = ZXingWASM.prepareZXingModule({
      overrides: { locateFile: () => data.wasm },
      fireImmediately: true,
    });
    return;
  }
  await ready;
  const frame = new ImageData(data.data, data.width, data.height);
  const found = await ZXingWASM.readBarcodes(frame, {
    formats: ["QRCode"],
    tryHarder: true,
    maxNumberOfSymbols: 1,
  });
  postMessage(found[0]?.text ?? "");
};
