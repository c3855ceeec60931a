import { type Block, officialDocx } from './official.ts'

/** A report written as text or Markdown, as a Word file in official format. */
export function textDocx(text: string): Promise<Uint8Array> {
  const lines = text.replace(/^---\n[\s\S]*?\n---\n/, '').split(/\r?\n/)
  const first = lines.findIndex((line) => line.trim())
  const title = /^#\s/.test(lines[first] ?? '') ? plain(lines[first] ?? '') : ''
  const blocks: Block[] = []
  const rest = title ? lines.slice(first + 1) : lines
  for (let at = 0; at < rest.length; at++) {
    const line = (rest[at] ?? '').trim()
    if (!line || /^[-*_\s]{3,}$/.test(line)) continue
    if (line.startsWith('|')) {
      const rows: string[][] = []
      for (; (rest[at] ?? '').trim().startsWith('|'); at++) rows.push(cellsOf(rest[at] ?? ''))
      const [columns, ...body] = rows.filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell)))
      if (columns) blocks.push({ kind: 'table', caption: '', columns, rows: body })
      at -= 1
      continue
    }
    const level = levelOf(line)
    blocks.push(level ? { kind: 'heading', level, text: plain(line) } : { kind: 'text', text: plain(line) })
  }
  return officialDocx({ title, subtitle: '', to: '', blocks, from: '', date: '' })
}

/** By its marks, or by its number where it stands alone without a full stop. */
function levelOf(line: string): 1 | 2 | 3 | undefined {
  const marks = /^(#{1,6})\s/.exec(line)?.[1]?.length
  if (marks) return Math.min(3, Math.max(1, marks - 1)) as 1 | 2 | 3
  if (line.length > 30 || /[。；;，,]/.test(line)) return undefined
  if (/^[一二三四五六七八九十]+、/.test(line)) return 1
  return /^（[一二三四五六七八九十]+）/.test(line) ? 2 : undefined
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => plain(cell.trim()))
}

function plain(line: string): string {
  return line.replace(/^#{1,6}\s+|^[-+]\s+/, '').replace(/\*\*([^*]+)\*\*/g, '$1')
}
