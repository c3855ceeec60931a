import { zlibSync } from 'fflate'

/** Horizontal bars, one a row; `mark` draws a line across all of them, for example how much of the year is gone. */
export interface BarChart {
  title: string
  bars: { label: string; value: number; text: string; weak?: boolean }[]
  mark?: { value: number; text: string }
}

/** One picture as a drawing with words, and as plain pixels for programs that cannot read drawings. */
export interface Picture {
  width: number
  height: number
  svg: string
  png: Uint8Array
}

const WIDTH = 900
const LEFT = 250
const RIGHT = 110
const TOP = 20
const ROW = 38
const BAR = 20
const INK = '#3a6ea5'
const WEAK = '#d08a2e'
const LINE = '#8a8f99'

/** Draws a chart without a browser or fonts: words stand in the drawing only, bars in both. */
export function drawBars({ bars, mark }: BarChart): Picture {
  const height = TOP * 2 + bars.length * ROW
  const most = Math.max(...bars.map((one) => one.value), mark?.value ?? 0, 0) || 1
  const long = (value: number) => Math.round((Math.max(0, value) / most) * (WIDTH - LEFT - RIGHT))
  const top = (row: number) => TOP + row * ROW + (ROW - BAR) / 2
  const font = `font-family="仿宋, FangSong, STFangsong, SimSun, serif" font-size="17" fill="#222222"`
  const rows = bars.map(
    ({ label, value, text, weak }, row) =>
      `<text x="${LEFT - 12}" y="${top(row) + 16}" text-anchor="end" ${font}>${escaped(short(label))}</text>` +
      `<rect x="${LEFT}" y="${top(row)}" width="${long(value)}" height="${BAR}" fill="${weak ? WEAK : INK}"/>` +
      `<text x="${LEFT + long(value) + 8}" y="${top(row) + 16}" ${font}>${escaped(text)}</text>`,
  )
  const line = mark
    ? `<line x1="${LEFT + long(mark.value)}" x2="${LEFT + long(mark.value)}" y1="${TOP}" y2="${height - TOP}" stroke="${LINE}" stroke-width="2" stroke-dasharray="6 4"/>`
    : ''
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"><rect width="${WIDTH}" height="${height}" fill="#ffffff"/>${rows.join('')}${line}</svg>`
  const boxes = bars.map((one, row) => ({
    ...{ x: LEFT, y: top(row), width: long(one.value), height: BAR },
    color: one.weak ? WEAK : INK,
  }))
  const across = mark
    ? [{ x: LEFT + long(mark.value) - 1, y: TOP, width: 2, height: height - TOP * 2, color: LINE }]
    : []
  return { width: WIDTH, height, svg, png: png(WIDTH, height, [...boxes, ...across]) }
}

function short(label: string): string {
  return label.length > 13 ? `${label.slice(0, 12)}…` : label
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
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
