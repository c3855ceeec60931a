import { html } from 'hono/html'
import { isNode, type Markup, type Node, nodes, words } from './markup.ts'

const WIDTH = 480
const HEIGHT = 230
const BOX = { left: 40, right: 470, top: 14, bottom: 196 }

type Series = { name: string; values: Map<string, number> }

/** A VChart line or bar chart as a small drawing, with its numbers as a table for who cannot see it. */
export function chartHtml(spec: Node): Markup {
  const values = isNode(spec.data) ? nodes(spec.data.values) : []
  const labels = [...new Set(values.map((value) => words(value.label)))]
  const series = seriesOf(values)
  const top = niceTop(Math.max(1, ...values.map((value) => Number(value.value) || 0)))
  const y = (value: number) => BOX.bottom - (Math.max(0, value) / top) * (BOX.bottom - BOX.top)
  const step = (BOX.right - BOX.left) / Math.max(1, labels.length)
  const x = (index: number) => BOX.left + step * (index + 0.5)
  const title = isNode(spec.title) ? words(spec.title.text) : ''
  return html`<figure class="chart">
    <figcaption>${title}</figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
      ${[0, 0.5, 1].map((part) => gridLine(y(top * part), top * part))}
      ${spec.type === 'bar' ? bars(series, labels, x, y, step) : lines(series, labels, x, y)}
      ${labels.map((label, index) => xLabel(label, x(index), index, labels.length))}
    </svg>
    <ul class="legend">${series.map((one, index) => html`<li class="s${index % 4}">${one.name}</li>`)}</ul>
    ${numbers(series, labels)}
  </figure>`
}

function seriesOf(values: Node[]): Series[] {
  const byName = new Map<string, Map<string, number>>()
  for (const value of values) {
    const name = words(value.series)
    const points = byName.get(name) ?? new Map<string, number>()
    points.set(words(value.label), Number(value.value) || 0)
    byName.set(name, points)
  }
  return [...byName].map(([name, points]) => ({ name, values: points }))
}

function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value) ?? 10) * power
}

function gridLine(y: number, value: number): Markup {
  return html`<line class="grid" x1="${BOX.left}" x2="${BOX.right}" y1="${y}" y2="${y}"></line>
    <text class="tick" x="${BOX.left - 6}" y="${y + 4}" text-anchor="end">${value.toLocaleString('zh-CN')}</text>`
}

/** Not more labels than fit beside each other. */
function xLabel(label: string, x: number, index: number, count: number): Markup | '' {
  if (index % Math.ceil(count / 10) !== 0) return ''
  return html`<text class="tick" x="${x}" y="${BOX.bottom + 20}" text-anchor="middle">${label}</text>`
}

function lines(
  series: Series[],
  labels: string[],
  x: (index: number) => number,
  y: (value: number) => number,
): Markup[] {
  return series.map((one, number) => {
    const points = labels.flatMap((label, index) => {
      const value = one.values.get(label)
      return value === undefined ? [] : [{ x: x(index), y: y(value), value }]
    })
    const last = points.at(-1)
    return html`<g class="s${number % 4}">
      <polyline points="${points.map((point) => `${point.x},${point.y}`).join(' ')}"></polyline>
      ${points.map((point) => html`<circle cx="${point.x}" cy="${point.y}" r="2.5"></circle>`)}
      ${last && html`<text class="value" x="${last.x}" y="${last.y - 8}" text-anchor="middle">${last.value.toLocaleString('zh-CN')}</text>`}
    </g>`
  })
}

function bars(
  series: Series[],
  labels: string[],
  x: (index: number) => number,
  y: (value: number) => number,
  step: number,
): Markup[] {
  const width = Math.min(28, (step * 0.7) / Math.max(1, series.length))
  return series.map(
    (one, number) =>
      html`<g class="s${number % 4}">${labels.map((label, index) => {
        const value = one.values.get(label) ?? 0
        const left = x(index) + (number - series.length / 2) * width
        return html`<rect x="${left}" y="${y(value)}" width="${width - 1}" height="${BOX.bottom - y(value)}"></rect>`
      })}</g>`,
  )
}

function numbers(series: Series[], labels: string[]): Markup {
  return html`<div class="unseen"><table>
    <thead><tr><th></th>${series.map((one) => html`<th scope="col">${one.name}</th>`)}</tr></thead>
    <tbody>${labels.map(
      (label) =>
        html`<tr><th scope="row">${label}</th>${series.map((one) => html`<td>${one.values.get(label) ?? ''}</td>`)}</tr>`,
    )}</tbody>
  </table></div>`
}
