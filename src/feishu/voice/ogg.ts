/** One Opus stream of an Ogg file (RFC 3533, RFC 7845), as packets to be decoded one after the other. */
export interface OpusStream {
  channels: 1 | 2
  /** Samples at 48 kHz that are the encoder's own, before the sound begins. */
  preSkip: number
  packets: Uint8Array[]
}

const HEADER = 27
const HEAD = 'OpusHead'
const TAGS = 'OpusTags'
/** A packet whose lacing value is this goes on in the next segment. */
const FULL = 255

/** Undefined for whatever is no whole Ogg file with mono or stereo Opus in it. */
export function opusStream(bytes: Uint8Array): OpusStream | undefined {
  const [head, tags, ...packets] = packetsOf(bytes) ?? []
  if (!head || !tags || !begins(head, HEAD) || !begins(tags, TAGS) || head.length < 19) return undefined
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const channels = view.getUint8(9)
  // Mapping family 0 is mono or stereo; no voice message is anything else.
  if ((channels !== 1 && channels !== 2) || view.getUint8(18) !== 0) return undefined
  return { channels, preSkip: view.getUint16(10, true), packets }
}

/** All packets of the first stream; undefined where a page is broken off or is none. */
function packetsOf(bytes: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const packets: Uint8Array[] = []
  let begun: Uint8Array[] = []
  let serial: number | undefined
  for (let at = 0; at < bytes.length; ) {
    if (at + HEADER > bytes.length || !begins(bytes.subarray(at), 'OggS')) return undefined
    const count = view.getUint8(at + 26)
    const lacing = bytes.subarray(at + HEADER, at + HEADER + count)
    const length = lacing.reduce((sum, value) => sum + value, 0)
    let from = at + HEADER + count
    if (lacing.length < count || from + length > bytes.length) return undefined
    serial ??= view.getUint32(at + 14, true)
    at = from + length
    if (view.getUint32(at - length - count - HEADER + 14, true) !== serial) continue
    for (const size of lacing) {
      begun.push(bytes.subarray(from, from + size))
      from += size
      if (size === FULL) continue
      packets.push(joined(begun))
      begun = []
    }
  }
  return packets
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts
  if (first && parts.length === 1) return first
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  parts.reduce((at, part) => {
    all.set(part, at)
    return at + part.length
  }, 0)
  return all
}

function begins(bytes: Uint8Array, name: string): boolean {
  return [...name].every((sign, place) => bytes[place] === sign.charCodeAt(0))
}
