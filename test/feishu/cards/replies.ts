import fc from 'fast-check'
import type { CardReply, Reply } from '../../../src/reply.ts'

/** Any reply at all, with texts that try to break out of the card. */
export const bait = fc.constantFrom(
  '<at id=all></at>',
  '<at user_id="all">所有人</at>',
  '<script>alert(1)</script>',
  '[点这里](https://evil.example/)',
  'https://evil.example/a_b*c*',
  '**粗** ~~划~~ `码` # 题 | 格 | :DONE: $x$',
  '\n- 项\n1. 项\n> 引\n---\n===\n| a | b |\n| --- | --- |\n| 1 | 2 |',
  "<font color='red'>红</font>",
  '"\\"\\\\"&#60;at id=all&#62;',
  '\u202e\u0000\ud800',
)

const text = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 5, arbitrary: fc.array(bait, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')) },
  {
    weight: 1,
    arbitrary: fc.tuple(bait, fc.integer({ min: 100, max: 900 })).map(([part, times]) => part.repeat(times)),
  },
  { weight: 1, arbitrary: fc.integer({ min: 500, max: 12_000 }).map((times) => '"户'.repeat(times)) },
)

const texts = (max: number) => fc.array(text, { maxLength: max })

const button = fc.record(
  {
    label: text,
    action: fc.constantFrom('ask', 'open', 'report.undo'),
    value: fc.record({
      text: bait,
      url: fc.constantFrom('https://a.example/x', 'javascript:alert(1)', '/x'),
    }),
    style: fc.constantFrom('default', 'primary', 'danger'),
  },
  { requiredKeys: ['label', 'action', 'value'] },
)

const buttons = fc.array(button, { maxLength: 9 })

const table = fc.record({ columns: texts(12), rows: fc.array(texts(12), { maxLength: 60 }) })

const quote = fc.record({
  document: text,
  title: text,
  number: text,
  section: text,
  quote: text,
  effective: fc.constantFrom('', '2026-03-01'),
  open: fc.boolean(),
  url: fc.constantFrom('https://a.example/(x)', 'javascript:alert(1)'),
})

const row = fc.record(
  {
    entryId: text,
    indicator: text,
    value: text,
    period: text,
    unitName: text,
    week: text,
    year: text,
    was: text,
    struck: fc.boolean(),
  },
  { requiredKeys: ['entryId', 'indicator', 'value', 'period', 'unitName'] },
)

const rows = fc.array(row, { maxLength: 30 })
const quotes = fc.array(quote, { maxLength: 6 })
const asOf = fc.constantFrom('2026-06-24', '')
const contact = fc.record({ section: text, room: text, phone: text, person: text })

const chart = fc.record({
  title: text,
  kind: fc.constantFrom('line', 'bar'),
  series: fc.array(
    fc.record({
      name: text,
      points: fc.array(fc.record({ label: text, value: fc.double() }), { maxLength: 40 }),
    }),
    { maxLength: 4 },
  ),
})

const kind = <T extends string>(name: T) => fc.constant(name)

const single: fc.Arbitrary<CardReply> = fc.oneof(
  fc.record({
    kind: kind('answer'),
    title: text,
    answer: text,
    quotes,
    asOf,
    contact,
    buttons,
    answerId: text,
  }),
  fc.record({ kind: kind('clarify'), title: text, lead: text, table, choices: texts(12), quotes, asOf }),
  fc.record({ kind: kind('not-found'), lead: text, searched: text, contact, asOf }),
  fc.record({
    kind: kind('record'),
    state: fc.constantFrom('recorded', 'corrected', 'withdrawn'),
    title: text,
    unitName: text,
    rows,
    notes: texts(6),
    buttons,
  }),
  fc.record({ kind: kind('confirm'), title: text, question: text, rows, notes: texts(6), buttons }),
  fc.record({
    kind: kind('edit'),
    title: text,
    fields: fc.uniqueArray(fc.record({ name: fc.uuid(), label: text, value: text }), {
      maxLength: 60,
      selector: (field) => field.name,
    }),
    submit: button,
    cancel: button,
  }),
  fc.record({
    kind: kind('summary'),
    title: text,
    headlines: texts(8),
    missing: text,
    chart,
    tables: fc.array(fc.record({ heading: text, table, folded: fc.boolean() }), { maxLength: 9 }),
    footer: text,
    changes: texts(20),
    buttons,
  }),
  fc.record({
    kind: kind('notice'),
    tone: fc.constantFrom('plain', 'grey', 'green', 'red', 'orange', 'turquoise'),
    title: fc.oneof(fc.constant(''), text),
    lines: texts(9),
    buttons,
  }),
  fc.record({ kind: kind('welcome'), title: text, lines: texts(4), examples: texts(5) }),
)

export const replies: fc.Arbitrary<Reply> = fc.oneof(
  { weight: 5, arbitrary: single },
  { weight: 1, arbitrary: fc.record({ kind: kind('mixed'), parts: fc.array(single, { maxLength: 4 }) }) },
)
