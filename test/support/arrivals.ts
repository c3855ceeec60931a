import type { Said } from '../../src/message.ts'

/** As many reports, in turn in ten chats, the same ones each time. */
export function arrivals(count: number): Said[] {
  return Array.from({ length: count }, (_, n) => ({
    ...{
      kind: 'said' as const,
      eventId: `ev_arrival_${n}`,
      messageId: `om_arrival_${n}`,
      senderId: 'ou_xh_wang',
    },
    chat: { id: `oc_${n % 10}`, kind: 'private' as const },
    sentAt: '2026-06-24T02:00:00.000Z',
    text: `今天适老化改造完成${n + 1}户`,
    addressed: true,
  }))
}
