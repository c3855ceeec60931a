/** Pixels as four bytes each: red, green, blue, alpha. */
interface Pixels {
  data: Uint8ClampedArray
  width: number
  height: number
}

/** Darker than this, of 255, is ink. */
const INK = 150
/** A run of ink longer than this part of the width is no stroke of a letter. */
const LONGEST_STROKE = 1 / 22
/** How far beside a line its blurred edge goes, in pixels. */
const EDGE = 2

/** Paints the rules of tables white, in place: between them letters are read, on them they are not. */
export function withoutRules({ data, width, height }: Pixels): void {
  const longest = Math.round(width * LONGEST_STROKE)
  const rules = new Uint8Array(width * height)
  const isInk = (at: number) =>
    (data[at * 4] ?? 255) * 0.3 + (data[at * 4 + 1] ?? 255) * 0.59 + (data[at * 4 + 2] ?? 255) * 0.11 < INK
  const scan = (lines: number, length: number, step: number, across: number) => {
    for (let line = 0; line < lines; line++) {
      let run = 0
      for (let place = 0; place <= length; place++) {
        const at = line * across + place * step
        if (place < length && isInk(at)) run += 1
        else {
          if (run > longest) for (let back = 1; back <= run; back++) rules[at - back * step] = 1
          run = 0
        }
      }
    }
  }
  scan(height, width, 1, width)
  scan(width, height, width, 1)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!rules[y * width + x]) continue
      for (let down = Math.max(0, y - EDGE); down <= Math.min(height - 1, y + EDGE); down++)
        for (let right = Math.max(0, x - EDGE); right <= Math.min(width - 1, x + EDGE); right++)
          data.fill(255, (down * width + right) * 4, (down * width + right) * 4 + 3)
    }
}
