import { zlibSync } from 'fflate'

/** Horizontal bars, one a row; `mark` draws a line across all of them, for example how much of the year is gone. */
export interface BarChart {
  title: string
  bars: { label: string; value: number; text: string; weak?: boolean }[]
  mark?: { value: number; text: string }
}

/** Each bar as a picture of its own: beside it words stand as text, which every program shows in its own fonts. */
export interface Pictures {
  /** Pixels of each. */
  width: number
  height: number
  /** PNG, in the order of the bars. */
  bars: Uint8Array[]
}

const WIDTH = 660
const HEIGHT = 48
const BAR = 26
const INK = '#3a6ea5'
const WEAK = '#d08a2e'
const LINE = '#8a8f99'
/** Of the mark's line: so many pixels drawn, as many left out. */
const DASH = 8

/** Draws a chart without a browser or fonts. Pictures that stand upon each other make one line of the mark. */
export function drawBars({ bars, mark }: BarChart): Pictures {
  const most = Math.max(...bars.map((one) => one.value), mark?.value ?? 0, 0) || 1
  const long = (value: number) => Math.round((Math.max(0, value) / most) * (WIDTH - 4))
  const dashes = mark
    ? Array.from({ length: HEIGHT / DASH / 2 }, (_, place) => ({
        ...{ x: long(mark.value), y: place * DASH * 2, width: 3, height: DASH, color: LINE },
      }))
    : []
  const pictures = bars.map(({ value, weak }) => {
    const bar = { x: 0, y: (HEIGHT - BAR) / 2, width: long(value), height: BAR, color: weak ? WEAK : INK }
    return png(WIDTH, HEIGHT, [bar, ...dashes])
  })
  return { width: WIDTH, height: HEIGHT, bars: pictures }
}

interface Box {
  x: number
  y: number
  width: number
  height: number
  color: string
}

/** Boxes on white as a PNG of true colour, eight bits a channel. */
function png(width: number, height: number, boxes: readonly Box[]): Uint8Array {
  const stride = width * 3 + 1
  const pixels = new Uint8Array(stride * height).fill(255)
  for (let row = 0; row < height; row++) pixels[row * stride] = 0
  for (const box of boxes) {
    const color = [1, 3, 5].map((at) => Number.parseInt(box.color.slice(at, at + 2), 16))
    for (let y = box.y; y < box.y + box.height; y++)
      for (let x = box.x; x < box.x + box.width; x++) pixels.set(color, y * stride + 1 + x * 3)
  }
  const head = new Uint8Array(13)
  const view = new DataView(head.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return joined([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', zlibSync(pixels)),
    chunk('IEND', new Uint8Array()),
  ])
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const body = joined([new TextEncoder().encode(name), data])
  const out = new Uint8Array(body.length + 8)
  const view = new DataView(out.buffer)
  view.setUint32(0, data.length)
  out.set(body, 4)
  view.setUint32(body.length + 4, crc(body))
  return out
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}
