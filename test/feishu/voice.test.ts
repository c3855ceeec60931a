import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readVoice } from '../../src/feishu/read-voice.ts'
import { decodeOpus } from '../../src/feishu/voice/decode.ts'
import { opusStream } from '../../src/feishu/voice/ogg.ts'
import { isSilent, pcm, piecesOf, RATE } from '../../src/feishu/voice/pieces.ts'

const sound = (name: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, 'voice', `${name}.ogg`)))

async function samplesOf(bytes: Uint8Array): Promise<Float32Array> {
  const decoded = await decodeOpus(bytes, 300)
  if (decoded.kind !== 'sound') throw new Error(decoded.kind)
  return decoded.samples
}

/** How much of a frequency is in the samples (Goertzel). */
function power(samples: Float32Array, hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / RATE)
  let [before, last] = [0, 0]
  for (const value of samples) [before, last] = [last, value + turn * last - before]
  return last * last + before * before - turn * last * before
}

/** The loudest of the frequencies from 50 Hz to 7,950 Hz. */
function loudest(samples: Float32Array): number {
  const hertz = Array.from({ length: 791 }, (_, place) => 50 + place * 10)
  return hertz.reduce((best, one) => (power(samples, one) > power(samples, best) ? one : best))
}

describe('a voice message', () => {
  test('sounds after decoding as it did before', async () => {
    const samples = await samplesOf(sound('tones'))
    expect(samples.length / RATE).toBeCloseTo(2.5, 1)
    const heard = [200, 440, 1_000, 2_500, 4_000].map((_, place) =>
      loudest(samples.subarray((place * 0.5 + 0.15) * RATE, (place * 0.5 + 0.35) * RATE)),
    )
    expect(heard).toEqual([200, 440, 1_000, 2_500, 4_000])
  })

  test('of two channels becomes one', async () => {
    const samples = await samplesOf(sound('stereo'))
    expect(loudest(samples.subarray(0.1 * RATE, 0.3 * RATE))).toBe(600)
  })

  test('is too long, not cut, where it is longer than asked for', async () => {
    expect(await decodeOpus(sound('said'), 5)).toEqual({ kind: 'too-long' })
  })

  test('cut off within a page, or of another kind, is broken', async () => {
    const whole = sound('tones')
    const cut = fc.integer({ min: 0, max: whole.length - 1 })
    await fc.assert(
      fc.asyncProperty(cut, async (at) => {
        const decoded = await decodeOpus(whole.slice(0, at), 300)
        // Where a page ends, an earlier end cannot be told from the end.
        if (decoded.kind === 'sound') expect(opusStream(whole.slice(0, at))).toBeDefined()
        else expect(decoded.kind).toBe('broken')
      }),
      { numRuns: 50 },
    )
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        expect((await decodeOpus(bytes, 300)).kind).toBe('broken')
      }),
    )
  })
})

describe('a long one', () => {
  const speech = (seconds: number, pauses: readonly number[]) => {
    const samples = new Float32Array(seconds * RATE).fill(0.5)
    for (const pause of pauses) samples.fill(0, Math.max(0, pause - 0.3) * RATE, (pause + 0.3) * RATE)
    return samples
  }

  test('is cut in the pauses', () => {
    const pieces = piecesOf(speech(150, [50, 98]))
    expect(pieces.map((piece) => Math.round(piece.length / RATE))).toEqual([50, 48, 52])
  })

  test('loses nothing and has no piece of more than a minute, wherever it is quiet', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 170 }), { maxLength: 6 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 170 }), pauses, (seconds, quiet) => {
        const samples = speech(seconds, quiet)
        const pieces = piecesOf(samples)
        expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(samples.length)
        expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(60 * RATE)
        const at = pieces.slice(0, -1).reduce((sum, piece) => sum + piece.length, 0)
        expect(pieces.at(-1)?.[0]).toBe(samples[at])
      }),
      { numRuns: 15 },
    )
  })

  test('is heard piece by piece and told as one; nothing is sent of one that is silent', async () => {
    const samples = speech(150, [50, 98])
    const asked: { seconds: number; fileId: string }[] = []
    const calls = {
      resource: async () => new Response(new Uint8Array([1])).body!,
      hear: async (bytes: Uint8Array, fileId: string) => {
        asked.push({ seconds: Math.round(bytes.length / 2 / RATE), fileId })
        return ['今天能力评估', '九人', '。'][asked.length - 1] ?? ''
      },
    }
    const heard = () => readVoice(calls, async () => ({ kind: 'sound', samples }), 'om_1', 'file_1')
    expect(await heard()).toEqual({ kind: 'text', lines: ['今天能力评估九人。'] })
    expect(asked.map((one) => one.seconds)).toEqual([50, 48, 52])
    expect(asked.every((one) => /^[0-9a-f]{16}$/.test(one.fileId))).toBe(true)
    const first = asked.splice(0)
    await heard()
    expect(asked).toEqual(first)
    samples.fill(0)
    expect(await heard()).toEqual({ kind: 'nothing' })
    expect(asked).toHaveLength(3)
  })

  test('that is silent is told from one that is not', async () => {
    expect(isSilent(await samplesOf(sound('silence')))).toBe(true)
    expect(isSilent(await samplesOf(sound('said')))).toBe(false)
  })

  test('goes out as 16 bit, little endian, never beyond what 16 bit hold', () => {
    expect([...pcm(new Float32Array([0, 1, -1, 2, 0.5]))]).toEqual([0, 0, 255, 127, 1, 128, 255, 127, 0, 64])
  })
})
