import { opusStream } from './ogg.ts'
import { RATE } from './pieces.ts'

/** At 48 kHz, in which an Opus stream counts. */
const OWN_RATE = 48_000
/** About five seconds of sound: between two such portions others may work. */
const PORTION = 250

export type Sound = { kind: 'sound'; samples: Float32Array } | { kind: 'broken' } | { kind: 'too-long' }

/**
 * The sound of an Ogg Opus file as mono samples from -1 to 1, 16,000 a second. The decoder is WebAssembly that is compiled when it
 * is needed: Node only, since Workers compile nothing at run time.
 */
export async function decodeOpus(bytes: Uint8Array, maxSeconds: number): Promise<Sound> {
  const stream = opusStream(bytes)
  if (!stream?.packets.length) return { kind: 'broken' }
  const { OpusDecoder } = await import('opus-decoder')
  const decoder = new OpusDecoder({ sampleRate: RATE, channels: stream.channels })
  await decoder.ready
  try {
    const parts: Float32Array[] = []
    let length = 0
    for (let at = 0; at < stream.packets.length; at += PORTION) {
      const { channelData, samplesDecoded, errors } = decoder.decodeFrames(
        stream.packets.slice(at, at + PORTION),
      )
      // What is missing in the middle could be the figure itself.
      if (errors.length) return { kind: 'broken' }
      parts.push(mono(channelData, samplesDecoded))
      length += samplesDecoded
      if (length > maxSeconds * RATE) return { kind: 'too-long' }
      await new Promise((resolve) => setTimeout(resolve))
    }
    const samples = joined(parts, length).subarray(Math.round((stream.preSkip * RATE) / OWN_RATE))
    return samples.length ? { kind: 'sound', samples } : { kind: 'broken' }
  } catch {
    // A packet longer than any that Opus knows.
    return { kind: 'broken' }
  } finally {
    decoder.free()
  }
}

function mono([left, right]: Float32Array[], length: number): Float32Array {
  if (!left) return new Float32Array(length)
  return right ? left.map((value, place) => (value + (right[place] ?? 0)) / 2) : left
}

function joined(parts: readonly Float32Array[], length: number): Float32Array {
  const all = new Float32Array(length)
  parts.reduce((at, part) => {
    all.set(part, at)
    return at + part.length
  }, 0)
  return all
}
