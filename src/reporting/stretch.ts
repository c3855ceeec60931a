/** A piece of the folded text. */
export interface Stretch {
  start: number
  end: number
}

/** Of stretches in order, those that begin in from..to; does not walk the whole list. */
export function beginningIn<T extends Stretch>(list: readonly T[], from: number, to: number): T[] {
  const first = firstFrom(list, from)
  let last = first
  while (last < list.length && list[last]!.start < to) last += 1
  return list.slice(first, last)
}

/** Of stretches in order, the place of the first that begins at `from` or later. */
export function firstFrom(list: readonly Stretch[], from: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle]!.start < from) low = middle + 1
    else high = middle
  }
  return low
}

/** Of two lists in order, what of the first overlaps nothing of the second. */
export function apart<T extends Stretch>(list: readonly T[], others: readonly Stretch[]): T[] {
  return list.filter(({ start, end }) => {
    const next = firstFrom(others, start)
    return !((others[next]?.start ?? end) < end || (others[next - 1]?.end ?? start) > start)
  })
}
