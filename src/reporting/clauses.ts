/** A stretch of a text between marks; `sentence` counts the stronger marks before it. */
export interface Clause {
  start: number
  end: number
  text: string
  sentence: number
}

/** Sentences end at 。；！？ and line ends; within them commas and list marks part clauses. A comma between digits parts nothing. */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = []
  let start = 0
  let sentence = 0
  const close = (end: number) => {
    if (text.slice(start, end).trim()) clauses.push({ start, end, text: text.slice(start, end), sentence })
    start = end + 1
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    const digits =
      sign === ',' && /\d/.test(text[at - 1] ?? '') && /^\d{3}(?!\d)/.test(text.slice(at + 1, at + 5))
    if (digits) continue
    if (/[。；;！!？?\n]/.test(sign)) {
      // The mark belongs to what it ends: a question mark makes it a question.
      if (/[？?]/.test(sign)) {
        const end = at + 1
        if (text.slice(start, end).trim())
          clauses.push({ start, end, text: text.slice(start, end), sentence })
        start = end
      } else close(at)
      sentence += 1
    } else if (/[，,、]/.test(sign)) close(at)
  }
  close(text.length)
  return clauses
}
