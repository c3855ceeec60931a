import { type Envelope, malformed, type Parsed } from './envelope.ts'
import { eventTime } from './event-time.ts'
import { asObject, type JsonObject, objectAt, textAt } from './json.ts'

/** A press on one of our cards. What it may do is decided by who pressed, never by what the button says. */
export function cardAction(envelope: Envelope): Parsed {
  const { event } = envelope
  const senderId = textAt(objectAt(event, 'operator'), 'open_id')
  const context = objectAt(event, 'context')
  const messageId = textAt(context, 'open_message_id')
  const chatId = textAt(context, 'open_chat_id')
  if (!senderId || !messageId || !chatId) return malformed('press without person, card or chat')
  const action = objectAt(event, 'action')
  const value = objectAt(action, 'value')
  return {
    kind: 'incoming',
    incoming: {
      kind: 'pressed',
      eventId: envelope.eventId,
      // Not told by the platform; the stricter kind until it is looked up.
      chat: { id: chatId, kind: 'group' },
      senderId,
      sentAt: eventTime(envelope.createTime) ?? envelope.now,
      messageId,
      action: textAt(value, 'action') || textAt(action, 'name'),
      value,
      form: fieldsOf(action),
    },
  }
}

/** A submitted form; or the one field outside of a form that was changed, under the platform's name for it. */
function fieldsOf(action: JsonObject): Record<string, string> {
  const single = ['input_value', 'option', 'options', 'checked'].flatMap((name) =>
    action[name] === undefined ? [] : [[name, action[name]] as const],
  )
  const fields = asObject(action.form_value) ? Object.entries(objectAt(action, 'form_value')) : single
  return Object.fromEntries(fields.map(([name, field]) => [name, asText(field)]))
}

function asText(field: unknown): string {
  if (field === null || field === undefined) return ''
  if (Array.isArray(field)) return field.map(asText).join(',')
  return typeof field === 'object' ? JSON.stringify(field) : String(field)
}
