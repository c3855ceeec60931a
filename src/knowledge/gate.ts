import { Unzip, UnzipInflate } from 'fflate'

/** Larger files are no policy documents. */
const MAX_BYTES = 20_000_000
/** What a docx or xlsx may unpack to: a 324 KB docx of 69 MB took 52 s and 3.9 GB. */
const MAX_UNPACKED = 50_000_000

export const READABLE = ['md', 'txt', 'docx', 'pdf', 'xlsx', 'html', 'htm'] as const
export type Format = (typeof READABLE)[number]

const WANTED: Partial<Record<Format, { magic: number[]; name: string }>> = {
  docx: { magic: [0x50, 0x4b, 0x03, 0x04], name: 'docx' },
  xlsx: { magic: [0x50, 0x4b, 0x03, 0x04], name: 'xlsx' },
  pdf: { magic: [0x25, 0x50, 0x44, 0x46], name: 'pdf' },
}
const OLE2 = [0xd0, 0xcf, 0x11, 0xe0]

/** Why a file must not be parsed, as a Chinese sentence; undefined when it may. */
export function refuse(format: string, bytes: Uint8Array): string | undefined {
  if (!READABLE.includes(format as Format))
    return `不支持 .${format} 文件，请另存为 docx、pdf、xlsx、md、txt 或 html`
  if (bytes.length === 0) return '是空文件'
  if (bytes.length > MAX_BYTES) return `有 ${Math.round(bytes.length / 1e6)} MB，超过 20 MB，请拆开或压缩图片`
  const wanted = WANTED[format as Format]
  if (!wanted) return undefined
  if (startsWith(bytes, OLE2))
    return `是加了密码的文件，或者是旧版 Office 格式；请去掉密码后另存为 ${wanted.name}`
  if (!startsWith(bytes, wanted.magic)) return `不是有效的 ${wanted.name} 文件（内容与扩展名不符）`
  if (format !== 'pdf' && unpacksTo(bytes) > MAX_UNPACKED) return '解压后超过 50 MB，疑似压缩炸弹，没有打开'
  return undefined
}

function startsWith(bytes: Uint8Array, magic: number[]): boolean {
  return magic.every((byte, place) => bytes[place] === byte)
}

/** Counts what is really inflated, and stops at the limit: the sizes in the headers only claim. */
function unpacksTo(bytes: Uint8Array): number {
  let total = 0
  const unzip = new Unzip((file) => {
    file.ondata = (error, chunk) => {
      if (error) throw error
      total += chunk.length
      if (total > MAX_UNPACKED) throw new RangeError('too large')
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    const step = 65_536
    for (let at = 0; at < bytes.length; at += step)
      unzip.push(bytes.subarray(at, at + step), at + step >= bytes.length)
  } catch {
    // A broken archive is the parser's to name; only its size counts here.
  }
  return total
}
