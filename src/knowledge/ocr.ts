import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Canvas } from '@napi-rs/canvas'
import { linesOf, type Piece } from './pdf-lines.ts'
import { pictureSize } from './picture-size.ts'
import { withoutRules } from './ruled.ts'

/*
 * Reads pictures with no network: Tesseract as WebAssembly, its Chinese model out of a package (Node only). Both packages are
 * optional: a house without them reads no pictures by itself.
 */

/** What is read in a picture, line by line: words in their places, in pixels from the lower left. */
export interface PictureText {
  lines: { pieces: Piece[]; sure: boolean }[]
  width: number
  height: number
}

export interface Ocr {
  /** @throws Error when the bytes are no picture. */
  read(picture: Uint8Array): Promise<PictureText>
}

/** Letters are read best about 30 pixels high: a page of paper is then about so wide. */
const WIDTH = 1_800
/** Of a screenshot of a whole chat, say. */
const TALLEST = 8_000
/** Pixels that are unpacked: more than a camera's ordinary picture has. */
const LARGEST = 64_000_000
/** Of 1. A line with a figure must be surer than one without: a wrong word is seen, a wrong figure is believed. */
const SURE = 0.6
const SURE_OF_FIGURES = 0.8

const START_OF_LINE = 1

/** Whether the optional packages are there. */
export function hasOcr(): boolean {
  try {
    for (const name of ['tesseract-wasm', '@tesseract.js-data/chi_sim/package.json', '@napi-rs/canvas'])
      require.resolve(name)
    return true
  } catch {
    return false
  }
}

const require = createRequire(import.meta.url)

/** The engine is loaded with the first picture. */
export function createOcr(): Ocr {
  let engine: Promise<Tesseract> | undefined
  return {
    async read(picture) {
      engine ??= load()
      const tesseract = await engine
      const canvas = await pixels(picture)
      const { width, height } = canvas
      const image = canvas.getContext('2d').getImageData(0, 0, width, height)
      withoutRules(image)
      tesseract.loadImage(image)
      const words = grouped(tesseract.getTextBoxes('word'))
      tesseract.clearImage()
      const lines = words.map((line) => ({ pieces: placed(line, height), sure: isSure(line) }))
      return { lines, width, height }
    },
  }
}

interface Word {
  text: string
  /** 0 … 1 */
  confidence: number
  flags: number
  rect: { left: number; top: number; right: number; bottom: number }
}

/** What is used of tesseract-wasm, whose types its package does not export. */
interface Tesseract {
  loadModel(model: Uint8Array): void
  loadImage(image: { data: Uint8ClampedArray; width: number; height: number }): void
  clearImage(): void
  getTextBoxes(unit: 'word'): Word[]
}

async function load(): Promise<Tesseract> {
  const script = require.resolve('tesseract-wasm')
  const [library, wasmBinary, model] = await Promise.all([
    import(pathToFileURL(script).href) as Promise<{
      createOCREngine(options: { wasmBinary: Uint8Array }): Promise<Tesseract>
    }>,
    readFile(join(dirname(script), 'tesseract-core.wasm')),
    readFile(require.resolve('@tesseract.js-data/chi_sim/4.0.0_best_int/chi_sim.traineddata.gz')),
  ])
  const engine = await library.createOCREngine({ wasmBinary: new Uint8Array(wasmBinary) })
  engine.loadModel(new Uint8Array(gunzipSync(model)))
  return engine
}

/** The picture on white paper, at the size that is read best. */
async function pixels(picture: Uint8Array): Promise<Canvas> {
  const size = pictureSize(picture)
  if (!size || size.width * size.height > LARGEST) throw new Error('no picture, or too large a one')
  const { createCanvas, loadImage } = await import('@napi-rs/canvas')
  const image = await loadImage(picture)
  if (!(image.width > 0 && image.height > 0)) throw new Error('no picture')
  const scale = Math.min(WIDTH / image.width, TALLEST / image.height)
  const canvas = createCanvas(Math.ceil(image.width * scale), Math.ceil(image.height * scale))
  const paper = canvas.getContext('2d')
  paper.fillStyle = 'white'
  paper.fillRect(0, 0, canvas.width, canvas.height)
  paper.imageSmoothingQuality = 'high'
  paper.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** Words line by line, without what is taken for a letter but is a rule of a table. */
function grouped(words: readonly Word[]): Word[][] {
  const lines: Word[][] = []
  for (const word of words) {
    if (word.flags & START_OF_LINE || !lines.length) lines.push([])
    if (/[^\s|¦_—\-~.'"`“”‘’[\]]/.test(word.text)) lines.at(-1)?.push(word)
  }
  return lines.filter((line) => line.length)
}

function isSure(line: readonly Word[]): boolean {
  const mean = line.reduce((sum, word) => sum + word.confidence, 0) / line.length
  const figures = line.filter((word) => /\d/.test(word.text))
  return mean >= SURE && (!figures.length || mean >= SURE_OF_FIGURES)
}

/** All words of a line stand at one height and are as high as its signs are wide: their own boxes differ with their strokes. */
function placed(line: readonly Word[], paper: number): Piece[] {
  const bottom = Math.max(...line.map(({ rect }) => rect.bottom))
  const sizes = line.map(({ text, rect }) => (rect.right - rect.left) / text.trim().length)
  const height = sizes.toSorted((a, b) => a - b)[sizes.length >> 1] ?? 0
  return line.map(({ rect }, place) => ({
    text: wordAt(line, place),
    x: rect.left,
    y: paper - bottom,
    width: rect.right - rect.left,
    height,
  }))
}

/** Brackets around the year of a 文号 are read as whatever looks like them. */
const YEAR = /^[[【〔(（{]((?:19|20)\d{2})[\]】〕)）}jJ](?=\d{1,4}号)/

function wordAt(line: readonly Word[], place: number): string {
  const [word = '', ...rest] = line.slice(place, place + 3).map(({ text }) => text.trim())
  const year = YEAR.exec([word, ...rest].join(''))
  return year && word.length >= year[0].length ? `〔${year[1]}〕${word.slice(year[0].length)}` : word
}

/** The text of a picture, a line each, whether sure or not; cells of a row parted by ` | `. */
export function textLines({ lines }: PictureText): string[] {
  return linesOf(lines.flatMap(({ pieces }) => pieces)).map((line) => line.cells.map(normal).join(' | '))
}

/** Chinese print has no blanks between signs. */
function normal(text: string): string {
  return text.replace(/(?<=[\u3000-\u9fff\uff00-\uffef])\s+|\s+(?=[\u3000-\u9fff\uff00-\uffef])/g, '')
}
