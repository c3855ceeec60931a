/** A piece of the folded text. */
export interface Stretch {
  start: number
  end: number
}

/** So many stretches are looked at for one that fits; what stands farther away belongs to other words. */
const MAX_TRIES = 20

/** Of stretches in order, those that begin in from..to; does not walk the whole list. */
export function beginningIn<T extends Stretch>(list: readonly T[], from: number, to: number): T[] {
  const first = firstFrom(list, from)
  let last = first
  while (last < list.length && list[last]!.start < to) last += 1
  return list.slice(first, last)
}

/** Of stretches in order, those that share a sign with another. */
export function within<T extends Stretch>(list: readonly T[], { start, end }: Stretch): T[] {
  const before = list[firstFrom(list, start) - 1]
  const inside = beginningIn(list, start, end)
  return before && before.end > start ? [before, ...inside] : inside
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

/** Of stretches in order that overlap nowhere, the last that ends at `at` or before. */
export function lastBefore<T extends Stretch>(
  list: readonly T[],
  at: number,
  fits: (one: T) => boolean = () => true,
): T | undefined {
  for (let place = firstFrom(list, at) - 1, tried = 0; place >= 0 && tried < MAX_TRIES; place--, tried++) {
    const one = list[place]!
    if (one.end <= at && fits(one)) return one
  }
  return undefined
}

/** Of two lists in order, what of the first overlaps nothing of the second. */
export function apart<T extends Stretch>(list: readonly T[], others: readonly Stretch[]): T[] {
  return list.filter(({ start, end }) => {
    const next = firstFrom(others, start)
    return !((others[next]?.start ?? end) < end || (others[next - 1]?.end ?? start) > start)
  })
}
