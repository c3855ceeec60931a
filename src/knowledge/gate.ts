import { Unzip, UnzipInflate } from 'fflate'

/** Larger files are no policy documents. */
const MAX_BYTES = 20_000_000
/** What a docx or xlsx may unpack to: a 324 KB docx of 69 MB took 52 s and 3.9 GB. */
const MAX_UNPACKED = 50_000_000

export const READABLE = ['md', 'txt', 'docx', 'pdf', 'xlsx', 'html', 'htm'] as const
export type Format = (typeof READABLE)[number]

const MAGIC = {
  zip: [0x50, 0x4b, 0x03, 0x04],
  pdf: [0x25, 0x50, 0x44, 0x46],
  /** Old Office files, and new ones with a password. */
  ole2: [0xd0, 0xcf, 0x11, 0xe0],
}
const NAMES = { zip: '压缩包或 Office 文件', pdf: 'pdf', ole2: '旧版 Office 文件' }
const WANTED: Partial<Record<Format, keyof typeof MAGIC>> = { docx: 'zip', xlsx: 'zip', pdf: 'pdf' }

/** What to do about the kinds of files that people put in most often. */
const INSTEAD: Record<string, string> = {
  ...{ doc: 'docx', wps: 'docx', rtf: 'docx', odt: 'docx', docm: 'docx', dotx: 'docx', ofd: 'pdf' },
  ...{ xls: 'xlsx', et: 'xlsx', csv: 'xlsx', xlsm: 'xlsx', xlsb: 'xlsx', ods: 'xlsx' },
  ...{ ppt: 'pdf', pptx: 'pdf', dps: 'pdf', caj: 'pdf' },
}
const PICTURES = new Set(['jpg', 'jpeg', 'png', 'gif', 'bmp', 'tif', 'tiff', 'webp', 'heic'])

/** The ending of a path, lower case, without the dot; empty where there is none. */
export function formatOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
}

/** Why a file must not be parsed, from what is known before it is read; undefined when it may. */
export function refuseUnread(path: string, size: number): string | undefined {
  const format = formatOf(path)
  if (!READABLE.includes(format as Format)) return unsupported(format)
  if (size === 0) return '是空文件'
  if (size > MAX_BYTES) return `有 ${Math.round(size / 1e6)} MB，超过 20 MB，请拆开或压缩图片`
  return undefined
}

/** Why a file must not be parsed, as a Chinese sentence; undefined when it may. */
export function refuse(path: string, bytes: Uint8Array): string | undefined {
  const unread = refuseUnread(path, bytes.length)
  if (unread) return unread
  const format = formatOf(path)
  const wanted = WANTED[format as Format]
  const found = (Object.keys(MAGIC) as (keyof typeof MAGIC)[]).find((name) => startsWith(bytes, MAGIC[name]))
  if (!wanted) {
    if (found) return `不是有效的 ${format} 文件，其实是${NAMES[found]}，请改正扩展名`
    return isBinary(bytes) ? `不是有效的 ${format} 文件：里面不是文字` : undefined
  }
  if (found === 'ole2') return `已加密，或者是旧版 Office 文件；请去掉密码后另存为 ${format}`
  if (found !== wanted) return `不是有效的 ${format} 文件，内容与扩展名不符`
  if (wanted === 'zip' && unpacksTo(bytes) > MAX_UNPACKED) return '解压后超过 50 MB，疑似压缩炸弹，没有打开'
  return undefined
}

function unsupported(format: string): string {
  if (PICTURES.has(format)) return '是图片，没有文字可读；请换成可复制文字的 docx 或 pdf'
  const instead = INSTEAD[format]
  if (instead) return `不支持 .${format} 文件，请另存为 ${instead}`
  return `不支持${format ? ` .${format} ` : '没有扩展名的'}文件，只读 docx、pdf、xlsx、md、txt、html`
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, place) => bytes[place] === byte)
}

/** Zero bytes stand in no text but UTF-16, which says so at its start. */
function isBinary(bytes: Uint8Array): boolean {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return !utf16 && bytes.subarray(0, 8192).includes(0)
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
