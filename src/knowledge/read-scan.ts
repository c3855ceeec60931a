import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import type { Ocr } from './ocr.ts'
import { linesOf } from './pdf-lines.ts'
import type { ReadPage } from './read-pdf.ts'

/** Pixels across a page: letters of ordinary size are then read best. */
const WIDTH = 1_800
const TALLEST = 8_000
/** Pixels of one picture: A3 at 600 dpi. */
const LARGEST = 70_000_000

export interface PageReader {
  read: ReadPage
  close(): Promise<void>
}

/**
 * Reads pages that are pictures (Node only), a piece of text a line: what stands side by side in a picture makes no table. What
 * cannot be made out for certain is left out and counted.
 */
export function createPageReader(bytes: Uint8Array, ocr: Ocr): PageReader {
  let opened: ReturnType<typeof open> | undefined
  const read: ReadPage = async (number) => {
    opened ??= open(bytes)
    const page = await (await opened).getPage(number)
    const paper = page.getViewport({ scale: 1 })
    const viewport = page.getViewport({ scale: Math.min(WIDTH / paper.width, TALLEST / paper.height) })
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
    // Our canvas is the one that pdfjs itself takes on Node; its types know the browser's alone.
    const asked = { canvas: canvas as unknown as Canvas, viewport }
    await page.render(asked).promise
    const { lines, width } = await ocr.read(canvas.toBuffer('image/png'))
    page.cleanup()
    const sure = lines.filter((line) => line.sure).flatMap((line) => line.pieces)
    // One size for the whole page: what is measured in a picture makes no headings.
    const sizes = sure.map((piece) => piece.height).toSorted((a, b) => a - b)
    const scale = paper.width / width
    const pieces = linesOf(sure).map(({ cells, y, pieces: [first], pieces: all }) => {
      const x = first?.x ?? 0
      const last = all.at(-1)
      return {
        text: cells.join(' '),
        x: x * scale,
        y: y * scale,
        width: ((last?.x ?? 0) + (last?.width ?? 0) - x) * scale,
        height: (sizes[sizes.length >> 1] ?? 0) * scale,
      }
    })
    return { pieces, unsure: lines.filter((line) => !line.sure).length }
  }
  return { read, close: async () => void (await (await opened)?.loadingTask.destroy()) }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof open>>['getPage']>>
type Canvas = Parameters<Page['render']>[0]['canvas']

/** With pdfjs's own build: scanners pack pages in ways that the smaller one cannot unpack. */
async function open(bytes: Uint8Array) {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const folder = (name: string) => `${join(root, name)}${sep}`
  return getDocument({
    // It takes the bytes away.
    data: new Uint8Array(bytes),
    ...{ cMapUrl: folder('cmaps'), cMapPacked: true, wasmUrl: folder('wasm') },
    ...{ standardFontDataUrl: folder('standard_fonts'), verbosity: 0, maxImageSize: LARGEST },
  }).promise
}
