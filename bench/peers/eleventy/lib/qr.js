// An address as a QR code: one path of an SVG, drawn once for all pages that show it. Any mask can be read, so one is taken and not all tried.
import QRCode from "qrcode";

const QUIET = 4;
const drawn = new Map();

export function qr(address) {
  let svg = drawn.get(address);
  if (svg === undefined) drawn.set(address, (svg = draw(address)));
  return svg;
}

function draw(address) {
  const { size, data } = QRCode.create(address, { errorCorrectionLevel: "M", maskPattern: 3 }).modules;
  const side = size + 2 * QUIET;
  let path = "";
  for (let row = 0; row < size; row += 1) {
    path += `M${QUIET} ${row + QUIET}.5`;
    for (let at = 0; at < size; ) {
      const dark = data[row * size + at];
      const from = at;
      while (at < size && data[row * size + at] === dark) at += 1;
      path += dark ? `h${at - from}` : `m${at - from} 0`;
    }
  }
  return `<svg class="qr" viewBox="0 0 ${side} ${side}" width="${3 * side}" height="${3 * side}" role="img" aria-label="二维码，扫码打开${address}" shape-rendering="crispEdges"><path class="qr__quiet" d="M0 0h${side}v${side}H0z"/><path class="qr__dark" d="${path}"/></svg>`;
}
