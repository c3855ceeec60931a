/** A straight line on a page: where it stands, and from where to where it runs. Points, from the lower left. */
export interface Rule {
  at: number
  from: number
  to: number
}

/** The lines that tables are drawn with. */
export interface Rules {
  across: Rule[]
  down: Rule[]
}

/** What of pdfjs's operator list is used. */
export interface Operators {
  fnArray: ArrayLike<number>
  argsArray: ArrayLike<unknown>
}

type Matrix = readonly [number, number, number, number, number, number]
type Point = readonly [number, number]

/** A line as short as this is the width of another. */
const SHORTEST = 4
/** More lines than any page of tables has: a map or a drawing. */
const MOST = 6_000
/** pdfjs's path data: a code, then so many numbers. */
const NUMBERS_OF = [2, 2, 6, 4, 0]

/** Reads the level and upright lines of a page, be they strokes or thin filled boxes. */
export function rulesOf({ fnArray, argsArray }: Operators, codes: Readonly<Record<string, number>>): Rules {
  const rules: Rules = { across: [], down: [] }
  const saved: Matrix[] = []
  let matrix: Matrix = [1, 0, 0, 1, 0, 0]
  for (let i = 0; i < fnArray.length; i++) {
    const code = fnArray[i]
    if (code === codes.save) saved.push(matrix)
    else if (code === codes.restore) matrix = saved.pop() ?? matrix
    else if (code === codes.transform) matrix = times(matrix, argsArray[i] as Matrix)
    else if (code === codes.constructPath) {
      const [paint, [path] = []] = argsArray[i] as [number, ([ArrayLike<number> | null] | [])?]
      if (paint !== codes.endPath && path) addPath(rules, path, matrix)
    }
    if (rules.across.length + rules.down.length > MOST) return { across: [], down: [] }
  }
  return rules
}

function times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

function addPath(rules: Rules, path: ArrayLike<number>, [a, b, c, d, e, f]: Matrix): void {
  let start: Point = [0, 0]
  let last: Point = start
  for (let i = 0; i < path.length; ) {
    const code = path[i] ?? 4
    const numbers = NUMBERS_OF[code] ?? 0
    const x = path[i + numbers - 1] ?? 0
    const y = path[i + numbers] ?? 0
    const point: Point = code === 4 ? start : [a * x + c * y + e, b * x + d * y + f]
    if (code === 0) start = point
    else if (code === 1 || code === 4) addLine(rules, last, point)
    last = point
    i += numbers + 1
  }
}

function addLine({ across, down }: Rules, [x, y]: Point, [toX, toY]: Point): void {
  const level = Math.abs(y - toY) < 1
  const upright = Math.abs(x - toX) < 1
  if (level && Math.abs(x - toX) >= SHORTEST)
    across.push({ at: (y + toY) / 2, from: Math.min(x, toX), to: Math.max(x, toX) })
  if (upright && Math.abs(y - toY) >= SHORTEST)
    down.push({ at: (x + toX) / 2, from: Math.min(y, toY), to: Math.max(y, toY) })
}
