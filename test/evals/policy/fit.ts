/** Fits of the two decisions of policy answers, small enough to need no library. */

/** Units of one question: their signs, and whether one is what was meant. */
export interface Choice {
  units: { signs: readonly number[]; meant: boolean }[]
}

/** Weights under which the meant unit of each question comes first as often as can be (softmax, stochastic gradient). */
export function fitChoice(choices: readonly Choice[], first: readonly number[]): number[] {
  const weights = [...first]
  const seen = weights.map(() => 1e-8)
  const order = [...choices]
  const random = seeded(1)
  for (let round = 0; round < 60; round++) {
    for (let at = order.length - 1; at > 0; at--) {
      const to = Math.floor(random() * (at + 1))
      ;[order[at], order[to]] = [order[to] as Choice, order[at] as Choice]
    }
    for (const { units } of order) {
      const odds = units.map((unit) => SHARP * dot(weights, unit.signs))
      const most = Math.max(...odds)
      const shares = odds.map((one) => Math.exp(one - most))
      const all = sum(shares)
      const meant = sum(shares.filter((_, place) => units[place]?.meant))
      for (let sign = 0; sign < weights.length; sign++) {
        let slope = 0.02 * (weights[sign] ?? 0)
        for (const [place, unit] of units.entries())
          slope +=
            SHARP *
            (unit.signs[sign] ?? 0) *
            ((shares[place] ?? 0) / all - (unit.meant ? (shares[place] ?? 0) / meant : 0))
        seen[sign] = (seen[sign] ?? 0) + slope * slope
        weights[sign] = (weights[sign] ?? 0) - (0.15 * slope) / Math.sqrt(seen[sign] ?? 1)
      }
    }
  }
  return weights
}

const SHARP = 5

/** Share of the questions whose first unit is meant. */
export function firstMeant(choices: readonly Choice[], weights: readonly number[]): number {
  const right = choices.filter(
    ({ units }) =>
      units.reduce((a, b) => (dot(weights, b.signs) > dot(weights, a.signs) ? b : a)).meant === true,
  )
  return right.length
}

/** How far the first stands before the ten that follow, on average. */
export function leadOf(choices: readonly Choice[], weights: readonly number[]): number {
  const leads = choices.flatMap(({ units }) => {
    const [first = 0, ...rest] = units.map((unit) => dot(weights, unit.signs)).sort((a, b) => b - a)
    return rest.length >= 10 ? [first - sum(rest.slice(0, 10)) / 10] : []
  })
  return sum(leads) / leads.length
}

/** Logistic regression by Newton's method; the last weight is that of the constant. */
export function fitOdds(samples: readonly { signs: readonly number[]; right: boolean }[]): number[] {
  const size = (samples[0]?.signs.length ?? 0) + 1
  const rows = samples.map(({ signs }) => [...signs, 1])
  const means = Array.from(
    { length: size - 1 },
    (_, at) => sum(rows.map((row) => row[at] ?? 0)) / rows.length,
  )
  const spreads = means.map(
    (mean, at) => Math.sqrt(sum(rows.map((row) => ((row[at] ?? 0) - mean) ** 2)) / rows.length) || 1,
  )
  const scaled = rows.map((row) =>
    row.map((value, at) => (at < size - 1 ? (value - (means[at] ?? 0)) / (spreads[at] ?? 1) : 1)),
  )
  let weights = new Array<number>(size).fill(0)
  for (let round = 0; round < 15; round++) {
    const slope = weights.map((weight, at) => (at < size - 1 ? weight : 0))
    const bend = weights.map((_, i) => weights.map((_, j) => (i === j ? (i < size - 1 ? 1 : 1e-6) : 0)))
    for (const [place, row] of scaled.entries()) {
      const likely = 1 / (1 + Math.exp(-dot(weights, row)))
      const off = likely - (samples[place]?.right ? 1 : 0)
      for (let i = 0; i < size; i++) {
        slope[i] = (slope[i] ?? 0) + off * (row[i] ?? 0)
        const line = bend[i] as number[]
        for (let j = 0; j < size; j++)
          line[j] = (line[j] ?? 0) + likely * (1 - likely) * (row[i] ?? 0) * (row[j] ?? 0)
      }
    }
    const step = solved(bend, slope)
    weights = weights.map((weight, at) => weight - (step[at] ?? 0))
  }
  const plain = weights.slice(0, -1).map((weight, at) => weight / (spreads[at] ?? 1))
  return [...plain, (weights.at(-1) ?? 0) - dot(plain, means)]
}

/** Gauss with pivots. */
function solved(matrix: readonly (readonly number[])[], values: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, values[at] ?? 0])
  for (let at = 0; at < rows.length; at++) {
    const best = rows.reduce(
      (top, row, place) =>
        place >= at && Math.abs(row[at] ?? 0) > Math.abs(rows[top]?.[at] ?? 0) ? place : top,
      at,
    )
    ;[rows[at], rows[best]] = [rows[best] as number[], rows[at] as number[]]
    for (let below = at + 1; below < rows.length; below++) {
      const factor = (rows[below]?.[at] ?? 0) / (rows[at]?.[at] ?? 1)
      rows[below] = (rows[below] ?? []).map((value, place) => value - factor * (rows[at]?.[place] ?? 0))
    }
  }
  const found = new Array<number>(rows.length).fill(0)
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at] ?? []
    const rest = row
      .slice(at + 1, rows.length)
      .reduce((all, value, place) => all + value * (found[at + 1 + place] ?? 0), 0)
    found[at] = ((row.at(-1) ?? 0) - rest) / (row[at] ?? 1)
  }
  return found
}

export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((all, value, at) => all + value * (b[at] ?? 0), 0)
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

/** Park–Miller: the same weights from the same questions every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}
