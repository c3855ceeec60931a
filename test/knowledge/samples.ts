import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import type { Document } from '../../src/knowledge/document.ts'
import { readDocument } from '../../src/knowledge/read-document.ts'

export const knowledge = resolve(import.meta.dirname, '../../knowledge')
export const documents = join(knowledge, 'documents')
const cMaps = `${join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps')}${sep}`

/** Paths of the sample bureau's documents. */
export const samplePaths = readdirSync(documents, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.yaml'))
  .map((entry) => relative(documents, join(entry.parentPath, entry.name)))
  .sort()

export function sample(name: string): Promise<Document> {
  const path = samplePaths.find((one) => basename(one) === name)
  if (!path) throw new Error(`no sample ${name}`)
  return readDocument({ path, bytes: readFileSync(join(documents, path)) }, cMaps)
}

/** The text that a person sees in the file: written out by hand where the format hides it. */
export function plainTextOf(path: string): string {
  const own = /\.(?:md|txt)$/.test(path)
  if (!own) return readFileSync(join(import.meta.dirname, 'texts', `${basename(path)}.txt`), 'utf8')
  return readFileSync(join(documents, path), 'utf8')
    .replace(/^\|[\s|:-]+\|$/gm, '')
    .replace(/^\| (.*) \|$/gm, '$1')
    .replace(/\*\*/g, '')
}

export function squeezed(text: string): string {
  return text.replace(/\s+/g, '')
}

/** A document of these lines, as a file of the given ending. */
export function read(text: string, name = '文件.md'): Promise<Document> {
  return readDocument({ path: name, bytes: strToU8(text) })
}

/** What a reader says about bytes that it does not take. */
export async function refusalOf(path: string, bytes: Uint8Array): Promise<string> {
  return readDocument({ path, bytes }, cMaps).then(
    () => 'read',
    (error: Error) => error.message,
  )
}

const TYPES = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
const RELS = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

/** A Word file with this inside its body. */
export function docx(body: string, head = ''): Uint8Array {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>${head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
  return zipSync({
    '[Content_Types].xml': strToU8(TYPES),
    '_rels/.rels': strToU8(RELS),
    'word/document.xml': strToU8(xml),
  })
}

/** An Excel file whose only sheet has these cells, as XML. */
export function xlsx(sheetData: string, more = ''): Uint8Array {
  const ns = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${ns}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/styles.xml': `<styleSheet xmlns="${ns}"><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${ns}"><sheetData>${sheetData}</sheetData>${more}</worksheet>`,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}

/** A PDF page that shows a picture of text, and nothing that can be read. */
export function scannedPdf(): Uint8Array {
  const content = 'q 200 0 0 200 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q'
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((object, place) => {
    const at = text.length
    text += `${place + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 5\n0000000000 65535 f \n${table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF`
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0))
}
