/**
 * Width and height of a picture as its header says, in pixels; undefined where it says nothing. A few bytes may promise more
 * pixels than memory holds: they are asked before anything is unpacked.
 */
export function pictureSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  if (bytes.length < 30) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (view.getUint16(0)) {
    case 0x8950:
      return { width: view.getUint32(16), height: view.getUint32(20) }
    case 0xffd8:
      return jpegSize(view)
    case 0x4749:
      return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
    case 0x424d:
      return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) }
    case 0x5249:
      return webpSize(view)
    default:
      return undefined
  }
}

/** The size stands in the frame header (SOF0 … SOF15, without DHT, JPG and DAC, which lie among them). */
function jpegSize(view: DataView): { width: number; height: number } | undefined {
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    // Fill bytes may stand before a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return undefined
}

/** Its three kinds: lossy, lossless, extended. */
function webpSize(view: DataView): { width: number; height: number } | undefined {
  const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16)
  switch (view.getUint32(12)) {
    case 0x56503820:
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 0x5650384c: {
      const bits = view.getUint32(21, true)
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
    }
    case 0x56503858:
      return { width: three(24) + 1, height: three(27) + 1 }
    default:
      return undefined
  }
}
