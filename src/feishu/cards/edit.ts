import type { Button, EditReply } from '../../reply.ts'
import { behaviorOf, buttonRow, clip, type Draft, type Element, plain } from './elements.ts'
import { plainSafe } from './escape.ts'

/** Beyond this a form goes on in the next one, each with its own button. */
const FIELDS = 12

/** A form with one input per figure. Cancel stands outside, so that it never waits for a field. */
export function editCard(reply: EditReply): Draft {
  const forms: Element[] = []
  for (let at = 0; at < reply.fields.length; at += FIELDS)
    forms.push(form(reply.fields.slice(at, at + FIELDS), reply.submit, forms.length + 1))
  return {
    title: reply.title,
    template: 'blue',
    preview: reply.title,
    elements: [...forms, ...buttonRow([reply.cancel])],
  }
}

function form(fields: EditReply['fields'], submit: Button, number: number): Element {
  const behavior = behaviorOf(submit)
  return {
    tag: 'form',
    name: `edit_${number}`,
    elements: [
      ...fields.map((field) => ({
        tag: 'input',
        name: field.name,
        label: plain(clip(field.label, 100)),
        label_position: 'top',
        default_value: plainSafe(field.value).slice(0, 200),
        max_length: 200,
        width: 'fill',
      })),
      {
        tag: 'button',
        name: `submit_${number}`,
        text: plain(clip(submit.label, 60)),
        type: 'primary',
        form_action_type: 'submit',
        ...(behavior ? { behaviors: [behavior] } : {}),
      },
    ],
  }
}
