import type { Piece } from './pdf-lines.ts'
import { joined } from './pdf-lines.ts'
import type { Rule, Rules } from './pdf-rules.ts'

/** Lines that lie this close together are one. */
const NEAR = 3

/** A table drawn with lines: its rows, and the part of the page that it takes. */
export interface Grid {
  top: number
  rows: string[][]
  pieces: ReadonlySet<Piece>
}

/** The tables of a page, told by the lines around their cells. */
export function gridsOf(rules: Rules, pieces: readonly Piece[]): Grid[] {
  return groupsOf(rules).flatMap((group) => gridOf(group, pieces) ?? [])
}

/** Lines that touch each other. */
function groupsOf({ across, down }: Rules): Rules[] {
  const parents = Array.from({ length: across.length + down.length }, (_, n) => n)
  const rootOf = (n: number): number => {
    let root = n
    while (parents[root] !== root) root = parents[root] ?? root
    parents[n] = root
    return root
  }
  for (const [i, level] of across.entries())
    for (const [j, upright] of down.entries())
      if (covers(level, upright.at) && covers(upright, level.at))
        parents[rootOf(i)] = rootOf(across.length + j)
  const groups = new Map<number, Rules>()
  const groupAt = (n: number): Rules => {
    const group = groups.get(rootOf(n)) ?? { across: [], down: [] }
    groups.set(rootOf(n), group)
    return group
  }
  for (const [i, level] of across.entries()) groupAt(i).across.push(level)
  for (const [j, upright] of down.entries()) groupAt(across.length + j).down.push(upright)
  return [...groups.values()]
}

function covers(rule: Rule, place: number): boolean {
  return rule.from - NEAR <= place && place <= rule.to + NEAR
}

function gridOf({ across, down }: Rules, pieces: readonly Piece[]): Grid | undefined {
  const xs = placesOf(down)
  const ys = placesOf(across).toReversed()
  const [width, height] = [xs.length - 1, ys.length - 1]
  if (width < 2 || height < 2) return undefined
  const cells = mergedCells(xs, ys, { across, down })
  const held = new Map<number, Piece[]>()
  for (const piece of pieces) {
    const x = xs.findLastIndex((place) => place <= piece.x + piece.width / 2)
    const y = ys.findLastIndex((place) => place >= piece.y + piece.height * 0.3)
    if (x < 0 || y < 0 || x >= width || y >= height) continue
    const cell = cells[y * width + x] ?? 0
    held.set(cell, [...(held.get(cell) ?? []), piece])
  }
  // A frame around text, or lines that hold none, is no table.
  if (held.size < 3) return undefined
  const texts = new Map([...held].map(([cell, some]) => [cell, joined(some)]))
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => texts.get(cells[y * width + x] ?? 0) ?? ''),
  )
  return {
    top: ys[0] ?? 0,
    rows: rows.filter((row) => row.some(Boolean)),
    pieces: new Set([...held.values()].flat()),
  }
}

/** Where the lines stand, from small to large. */
function placesOf(rules: readonly Rule[]): number[] {
  const places: number[] = []
  for (const at of rules.map((rule) => rule.at).toSorted((a, b) => a - b))
    if (at - (places.at(-1) ?? Number.NEGATIVE_INFINITY) > NEAR) places.push(at)
  return places
}

/** For each place of the grid the first place of its cell: places without a line between them are one cell. */
function mergedCells(xs: readonly number[], ys: readonly number[], { across, down }: Rules): number[] {
  const [width, height] = [xs.length - 1, ys.length - 1]
  const middle = (places: readonly number[], n: number) => ((places[n] ?? 0) + (places[n + 1] ?? 0)) / 2
  const stands = (rules: readonly Rule[], at: number, along: number) =>
    rules.some((rule) => Math.abs(rule.at - at) <= NEAR && rule.from <= along && along <= rule.to)
  const cells = Array.from({ length: width * height }, (_, n) => n)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const here = y * width + x
      if (x > 0 && !stands(down, xs[x] ?? 0, middle(ys, y))) cells[here] = cells[here - 1] ?? here
      else if (y > 0 && !stands(across, ys[y] ?? 0, middle(xs, x))) cells[here] = cells[here - width] ?? here
    }
  return cells
}
