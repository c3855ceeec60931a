import type { Refusal, Scan } from './document.ts'
import type { DocumentStore } from './ports.ts'

/** Which documents have pages that are pictures, by path; kept beside the index. */
export type Scans = Readonly<Record<string, Scan>>

const NAME = 'scans'

export async function readScans(store: Pick<DocumentStore, 'readFile'>): Promise<Scans> {
  return JSON.parse((await store.readFile(NAME)) ?? '{}') as Scans
}

/** Notes what is a picture in a document, or no longer is. Before the document itself is written: none stands unmarked. */
export async function noteScan(
  store: Pick<DocumentStore, 'readFile' | 'writeFile'>,
  path: string,
  scan: Scan | undefined,
  now: string,
): Promise<void> {
  const { [path]: known, ...others } = await readScans(store)
  if (!known && !scan) return
  await store.writeFile(NAME, JSON.stringify(scan ? { ...others, [path]: scan } : others), now)
}

/** What of these documents is not in the index, for the operator. */
export function unreadPages(scans: Scans): Refusal[] {
  return Object.entries(scans).flatMap(([path, { read, unread, unsure }]) => [
    ...(unread.length ? [{ path, reason: `${pages(unread)}是图片，没有文字层，没有收；其余页已收` }] : []),
    ...(unsure ? [{ path, reason: `${pages(read)}由图片识别，其中 ${unsure} 行认不清，没有收` }] : []),
  ])
}

/** Long lists are cut: the operator looks into the file anyway. */
const LISTED = 10

function pages(numbers: readonly number[]): string {
  const listed = numbers.slice(0, LISTED).join('、')
  return `第${listed}${numbers.length > LISTED ? `…（共 ${numbers.length} 页）` : ''}页`
}
