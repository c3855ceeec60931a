import { getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import type { Block } from './blocks.ts'
import type { Scan } from './document.ts'
import { blocksOf, type Part } from './pdf-blocks.ts'
import { type Grid, gridsOf } from './pdf-grid.ts'
import { linesOf, type Piece } from './pdf-lines.ts'
import { rulesOf } from './pdf-rules.ts'

/** More pages than any policy document has. */
const MAX_PAGES = 500
/** Fewer signs a page than this are a stamp or a page number over a picture. */
const SIGNS_A_PAGE = 12

/** To see whether a page is a picture it has to be unpacked: after so many without text, they all are. */
const LOOKED_AT = 20

/** The file is pictures of pages: there is no text to read. */
export class ScannedError extends Error {
  override name = 'ScannedError'
}

/** Reads the picture that a page is. */
export type ReadPage = (page: number) => Promise<{ pieces: Piece[]; unsure: number }>

/**
 * Lines joined back into paragraphs; tables told by the lines around their cells, or by cells one below the other. Pages that are
 * pictures are read by `readPage`, or are left out and told.
 * @throws ScannedError when there is no text.
 */
export async function readPdf(
  bytes: Uint8Array,
  cMapUrl: string,
  readPage?: ReadPage,
): Promise<{ blocks: Block[]; scan?: Scan }> {
  const options = {
    ...{ verbosity: 0, ...(cMapUrl ? { cMapUrl, cMapPacked: true } : {}) },
    // Pictures are unpacked by WebAssembly beside the CMaps; pdfjs looks for it once, with the first picture.
    ...(cMapUrl && readPage ? { wasmUrl: cMapUrl.replace(/cmaps(?=[\\/]$)/, 'wasm') } : {}),
  }
  // pdfjs takes no Buffer, and takes the bytes away.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), options)
  if (pdf.numPages > MAX_PAGES) throw new Error('too many pages')
  const { OPS } = await getResolvedPDFJS()
  const pages: Part[][] = []
  /** Pages without text: left empty, or pictures of paper. */
  const bare: number[] = []
  let signs = 0
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    const pieces = items.flatMap((item): Piece[] => {
      if (!('str' in item) || !item.str.trim()) return []
      const [, , , height = 0, x = 0, y = 0] = item.transform as number[]
      return [{ text: item.str, x, y, width: item.width, height: Math.abs(height) || item.height }]
    })
    if (signsIn(pieces) < SIGNS_A_PAGE) bare.push(number)
    signs += signsIn(pieces)
    // Only a page with text is looked at for lines: pictures cost memory.
    const grids = pieces.length ? gridsOf(rulesOf(await page.getOperatorList(), OPS), pieces) : []
    pages.push(partsOf(pieces, grids))
    page.cleanup()
  }
  if (signs < SIGNS_A_PAGE * pdf.numPages && !readPage) throw new ScannedError()
  const scan: Scan = { read: [], unread: [], unsure: 0 }
  for (const [place, number] of bare.entries()) {
    const read = await readPage?.(number)
    scan.unsure += read?.unsure ?? 0
    if (read?.pieces.length) {
      pages[number - 1] = partsOf(read.pieces, [])
      scan.read.push(number)
    } else if (read?.unsure || place >= LOOKED_AT || (await isPicture(await pdf.getPage(number), OPS)))
      scan.unread.push(number)
  }
  const blocks = blocksOf(withoutRunningHeads(pages))
  return scan.read.length || scan.unread.length ? { blocks, scan } : { blocks }
}

function signsIn(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.text.trim().length, 0)
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>

async function isPicture(page: Page, ops: Record<string, number>): Promise<boolean> {
  const { fnArray } = await page.getOperatorList()
  page.cleanup()
  const painting = [ops.paintImageXObject, ops.paintInlineImageXObject, ops.paintImageMaskXObject]
  return fnArray.some((operation) => painting.includes(operation))
}

function partsOf(pieces: readonly Piece[], grids: readonly Grid[]): Part[] {
  const loose = pieces.filter((piece) => !grids.some((grid) => grid.pieces.has(piece)))
  const top = (part: Part) => ('rows' in part ? part.top : part.y)
  return [...linesOf(loose), ...grids].toSorted((a, b) => top(b) - top(a))
}

const PAGE_NUMBER = /^[-—–\s·]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:[\s，,/]*共?\s*\d{1,3}\s*页?)?[-—–\s·]*$/

/** Without page numbers, and what stands in the same words at the top or foot of most pages. */
function withoutRunningHeads(pages: readonly Part[][]): Part[] {
  const edges = pages.flatMap((parts) => [...new Set([parts[0], parts.at(-1)].map(shapeOf))])
  const runs = (shape: string) =>
    pages.length > 1 && shape !== '' && edges.filter((one) => one === shape).length > pages.length / 2
  return pages.flatMap((parts) =>
    parts.filter((part, place) => {
      const edge = place === 0 || place === parts.length - 1
      return !edge || 'rows' in part || !(runs(shapeOf(part)) || PAGE_NUMBER.test(part.cells.join(' ')))
    }),
  )
}

function shapeOf(part: Part | undefined): string {
  return part && 'cells' in part ? part.cells.join(' ').replace(/\d+/g, '#') : ''
}
