/** An answer while it is being written: which passages it rests on, and its text so far. */
export interface Draft {
  passages: number[]
  answer: string
}

const PASSAGES = /"passages"\s*:\s*\[([\d\s,]*)\]/
const ANSWER = /"answer"\s*:\s*"((?:[^"\\]|\\.)*)/s

/** Reads JSON that is still coming; undefined while it does not say yet on which passages it rests. */
export function draftIn(soFar: string): Draft | undefined {
  const spoken = soFar.replace(/<think>[\s\S]*?(?:<\/think>|$)/gi, '')
  const numbers = PASSAGES.exec(spoken)?.[1]
  const [, text = ''] = ANSWER.exec(spoken) ?? []
  if (numbers === undefined || !text) return undefined
  const passages = numbers.split(',').map(Number)
  const answer = unescaped(text)
  return answer === undefined ? undefined : { passages, answer }
}

/** Of a string cut off within an escape the part before it. */
function unescaped(text: string): string | undefined {
  try {
    return JSON.parse(`"${text.replace(/\\u[\da-f]{0,3}$/i, '').replace(/[\n\r\t]/g, ' ')}"`) as string
  } catch {
    return undefined
  }
}
