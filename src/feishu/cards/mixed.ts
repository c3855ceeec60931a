import type { MixedReply } from '../../reply.ts'
import { bold, type Draft, type Element, markdown, type Template } from './elements.ts'
import { pieces } from './escape.ts'

const TITLE_PIECE = 400

/** What a reader must see first decides the colour. */
const URGENCY: Template[] = ['red', 'orange']

/** Several answers to one message in one card, each under its own title: what asks first, then as they were asked. */
export function mixedCard(_reply: MixedReply, parts: Draft[]): Draft {
  const [first] = parts
  if (!first) return { title: '', template: 'blue', preview: '', elements: [] }
  const urgent = URGENCY.flatMap((template) => parts.find((part) => part.template === template) ?? [])[0]
  const titled = urgent?.title ? urgent : (parts.find((part) => part.title) ?? first)
  const ordered = urgent ? [urgent, ...parts.filter((part) => part !== urgent)] : parts
  const elements = ordered.flatMap((part, index): Element[] => [
    ...(index > 0 ? [{ tag: 'hr' }] : []),
    // What heads the card is not said again, unless something with a title of its own stands before it.
    ...(part === titled && !ordered.slice(0, index).some(({ title }) => title) ? [] : headline(part.title)),
    ...part.elements,
  ])
  return {
    title: titled.title,
    template: urgent?.template ?? titled.template,
    preview: parts.map((part) => part.preview).join(' '),
    elements: renamed(elements),
  }
}

function headline(title: string): Element[] {
  return pieces(title, TITLE_PIECE).map((piece) => markdown(bold(piece)))
}

/** Two forms of one card may not share a name. */
function renamed(elements: Element[]): Element[] {
  let number = 0
  return elements.map((element) => {
    if (element.tag !== 'form') return element
    number += 1
    const inner = element.elements as Element[]
    return {
      ...element,
      name: `edit_${number}`,
      elements: inner.map((one) => (one.tag === 'button' ? { ...one, name: `submit_${number}` } : one)),
    }
  })
}
