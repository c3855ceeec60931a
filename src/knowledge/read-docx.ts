import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { Block } from './blocks.ts'
import { readHtml } from './read-html.ts'

const BODY = 'word/document.xml'
const STYLES = 'word/styles.xml'

/** Paragraphs, headings and tables of a Word file, without what Word itself does not show. */
export async function readDocx(bytes: Uint8Array): Promise<Block[]> {
  const { default: mammoth } = await import('mammoth')
  const { buffer, byteOffset, byteLength } = withoutHidden(bytes)
  const arrayBuffer = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
  // Node's build asks for a Buffer, the browser's for an ArrayBuffer.
  const input = typeof Buffer === 'undefined' ? { arrayBuffer } : { buffer: Buffer.from(arrayBuffer) }
  const { value } = await mammoth.convertToHtml(input as { arrayBuffer: ArrayBuffer }, {
    includeEmbeddedStyleMap: false,
    convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='标题'] => h1:fresh"],
  })
  return readHtml(value)
}

/** The same file with hidden runs emptied: mammoth reads `w:vanish` as if it were shown. */
function withoutHidden(bytes: Uint8Array): Uint8Array {
  const files = unzipSync(bytes, { filter: ({ name }) => name === BODY || name === STYLES })
  const body = files[BODY]
  if (!body) throw new Error('no document.xml')
  const styles = hiddenStyles(files[STYLES] ? strFromU8(files[STYLES]) : '')
  const before = strFromU8(body)
  const after = before.replace(/<w:p[\s>](?:(?!<w:p[\s>])[\s\S])*?<\/w:p>/g, (paragraph) =>
    isHidden(paragraphProperties(paragraph), styles, 'w:pStyle')
      ? emptied(paragraph)
      : paragraph.replace(/<w:r[\s>](?:(?!<w:r[\s>])[\s\S])*?<\/w:r>/g, (run) =>
          isHidden(/<w:rPr>[\s\S]*?<\/w:rPr>/.exec(run)?.[0] ?? '', styles, 'w:rStyle') ? emptied(run) : run,
        ),
  )
  if (after === before) return bytes
  return zipSync({ ...unzipSync(bytes), [BODY]: strToU8(after) }, { level: 0 })
}

function paragraphProperties(paragraph: string): string {
  // The mark at the paragraph's end may be hidden while its text is shown: only the style counts.
  return (/<w:pPr>[\s\S]*?<\/w:pPr>/.exec(paragraph)?.[0] ?? '').replace(/<w:rPr>[\s\S]*?<\/w:rPr>/g, '')
}

function isHidden(properties: string, styles: ReadonlySet<string>, tag: string): boolean {
  const own = /<w:vanish(?:\s+w:val="(\w+)")?\s*\/>/.exec(properties)
  if (own) return !/^(?:0|false|off)$/.test(own[1] ?? '')
  const style = new RegExp(`<${tag}\\s+w:val="([^"]*)"`).exec(properties)?.[1]
  return style !== undefined && styles.has(style)
}

function hiddenStyles(xml: string): Set<string> {
  const styles = xml.match(/<w:style\s[\s\S]*?<\/w:style>/g) ?? []
  return new Set(
    styles
      .filter((style) => isHidden(style, new Set(), 'w:basedOn'))
      .map((style) => /w:styleId="([^"]*)"/.exec(style)?.[1] ?? ''),
  )
}

function emptied(xml: string): string {
  return xml.replace(/<w:t(?:\s[^>]*)?>[^<]*<\/w:t>/g, '')
}
