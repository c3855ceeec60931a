import { Temporal } from 'temporal-polyfill'
import type { FileReply, Occasion } from '../../reply.ts'
import { base64Of } from '../base64.ts'

const ASKS =
  /^(?:请|麻烦|帮我|帮忙)*(?:把?(?:它|这个|这期|这一期|这场|这些|都|全))*(?:加到|加入|加进|添加到|放进|放到|记到|记进|存到|发到|发|同步到)(?:给?我的?|手机)?(?:日历|日程)(?:文件)?[里上中]?(?:吧|呀|啊|一下|可以吗|好吗)?[。！!？?]?$/

/** “加到日历”, “发我日历”: what was told last is to go into a calendar. */
export function asksForCalendar(text: string): boolean {
  return ASKS.test(text.trim())
}

/** A calendar file of what takes place, in the bureau's zone; one that is sent again changes the entry, it adds none. */
export async function calendarFile(
  occasions: readonly Occasion[],
  timezone: string,
  now: string,
): Promise<FileReply> {
  const { default: ical, ICalAlarmType } = await import('ical-generator')
  const calendar = ical({
    prodId: { company: 'minzheng', product: 'assistant', language: 'ZH' },
    timezone: { name: timezone, generator: (name) => zoneText(name ?? timezone, now) },
  })
  for (const one of occasions) {
    const { starts, ends } = one
    const at = (day: string, time: string) =>
      Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: timezone, plainTime: time })
    const begins = at(one.from, starts || '00:00')
    const event = calendar.createEvent({
      ...{ id: await idOf(one.id), stamp: Temporal.Instant.from(now) },
      ...(starts
        ? { start: begins, end: ends ? at(one.to, ends) : null, timezone }
        : {
            start: Temporal.PlainDate.from(one.from),
            end: Temporal.PlainDate.from(one.to).add({ days: 1 }),
            allDay: true,
          }),
      ...{ summary: one.title, location: one.place || null, description: one.notes },
    })
    event.createAlarm({ type: ICalAlarmType.display, trigger: DAY, description: one.title })
    if (!one.deadline) continue
    // The morning of the last day to register.
    const trigger = begins.epochMilliseconds - at(one.deadline, '09:00').epochMilliseconds
    if (trigger > 0)
      event.createAlarm({
        ...{ type: ICalAlarmType.display, trigger: trigger / 1000 },
        description: `${one.title}今天报名截止`,
      })
  }
  return {
    ...{ kind: 'file', name: nameOf(occasions) },
    content: base64Of(new TextEncoder().encode(calendar.toString())),
  }
}

/** In seconds. */
const DAY = 24 * 3600

/** The zone as it counts now: China has had no summer time since 1991. */
function zoneText(timezone: string, now: string): string {
  const { offset } = Temporal.Instant.from(now).toZonedDateTimeISO(timezone)
  const shift = offset.replace(':', '')
  return [
    ...['BEGIN:VTIMEZONE', `TZID:${timezone}`, 'BEGIN:STANDARD', 'DTSTART:19910915T000000'],
    ...[`TZOFFSETFROM:${shift}`, `TZOFFSETTO:${shift}`, 'END:STANDARD', 'END:VTIMEZONE'],
  ].join('\r\n')
}

async function idOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 32)}@minzheng`
}

function nameOf(occasions: readonly Occasion[]): string {
  const [first] = occasions
  const day = first ? `${Number(first.from.slice(5, 7))}月${Number(first.from.slice(8))}日` : ''
  const name =
    occasions.length === 1 ? `${first?.title} ${day}` : `${first?.title ?? '日程'}等${occasions.length}项`
  return `${name.replace(/[\p{C}\\/:*?"<>|]/gu, ' ').slice(0, 60)}.ics`
}
