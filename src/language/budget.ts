/** Tokens that may be spent: a call, a chat a day, all chats a day. */
export interface Limits {
  call: number
  chat: number
  day: number
}

export interface Budget {
  /** Whether a call of about this size may go out on that day (YYYY-MM-DD) in that chat. */
  allows(day: string, chat: string, tokens: number): boolean
  spent(day: string, chat: string, tokens: number): void
}

/** Kept in memory: a restart forgives what was spent, which errs by one day's budget at most. */
export function createBudget(limits: Limits): Budget {
  let today = ''
  let all = 0
  let chats = new Map<string, number>()
  const turn = (day: string) => {
    if (day === today) return
    today = day
    all = 0
    chats = new Map()
  }
  return {
    allows(day, chat, tokens) {
      turn(day)
      return (
        tokens <= limits.call && all + tokens <= limits.day && (chats.get(chat) ?? 0) + tokens <= limits.chat
      )
    },
    spent(day, chat, tokens) {
      turn(day)
      all += tokens
      chats.set(chat, (chats.get(chat) ?? 0) + tokens)
    },
  }
}
