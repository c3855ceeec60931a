/** Samples a second: what the platform's recognition takes. */
export const RATE = 16_000
/** The platform takes up to 60 s in a call. */
const LONGEST = 55 * RATE
/** A piece ends where it is quietest within its last seconds. */
const SEARCHED = 15 * RATE
const WINDOW = 0.2 * RATE
/** Below this, of 1, nobody speaks. */
const SILENT = 0.003

/** The sound in pieces of at most 55 s, cut where it is quietest; together they are the whole. */
export function piecesOf(samples: Float32Array): Float32Array[] {
  const pieces: Float32Array[] = []
  let rest = samples
  while (rest.length > LONGEST) {
    const end = quietest(rest.subarray(0, LONGEST))
    pieces.push(rest.subarray(0, end))
    rest = rest.subarray(end)
  }
  return [...pieces, rest]
}

/** The middle of the quietest window near the end. */
function quietest(samples: Float32Array): number {
  let best = samples.length
  let least = Number.POSITIVE_INFINITY
  for (let at = samples.length - SEARCHED; at + WINDOW <= samples.length; at += WINDOW / 2) {
    const energy = samples.subarray(at, at + WINDOW).reduce((sum, value) => sum + value * value, 0)
    if (energy >= least) continue
    least = energy
    best = at + WINDOW / 2
  }
  return best
}

export function isSilent(samples: Float32Array): boolean {
  return samples.every((value) => Math.abs(value) < SILENT)
}

/** Signed 16 bit, little endian, without a header: what the platform calls pcm. */
export function pcm(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2)
  const view = new DataView(bytes.buffer)
  samples.forEach((value, place) => {
    view.setInt16(place * 2, Math.round(Math.max(-1, Math.min(1, value)) * 32_767), true)
  })
  return bytes
}
