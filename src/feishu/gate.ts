import { type Clock, later } from '../clock.ts'
import { reasonOf } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Said } from '../message.ts'

export interface Mention {
  /** `@_user_1` in the text of the message. */
  key: string
  openId: string
  name: string
}

/** Names can be taken and `@_all` calls everybody: only the bot's own open_id means the bot. */
export function isAddressed(mentions: Mention[], botOpenId: string | undefined): boolean {
  return botOpenId !== undefined && mentions.some((mention) => mention.openId === botOpenId)
}

/** Finishes a group message that came in before the bot knew its own open_id. */
export function settle(said: Said, botOpenId: string): Said {
  const { mentions = [], ...rest } = said
  const own = mentions.filter((mention) => mention.openId === botOpenId)
  const text = own.reduce((left, mention) => left.replace(`@${mention.name}`, ''), said.text)
  return { ...rest, text: own.length ? text.trim() : said.text, addressed: own.length > 0 }
}

const PAUSE_AFTER_FAILURE_MS = 5_000

/** Who the bot is: asked of the platform once, and again only while that fails. */
export interface BotIdentity {
  /** Without waiting; starts asking when it is not known yet. */
  known(): string | undefined
  /** Undefined while the platform does not say. Never throws. */
  openId(): Promise<string | undefined>
  /** The same without asking: where a call would end with the request that made it. */
  held(): string | undefined
}

export function createBotIdentity(ask: () => Promise<string>, clock: Clock, log: Log): BotIdentity {
  let openId: string | undefined
  let asking: Promise<string | undefined> | undefined
  let notBefore = ''

  async function askOnce(): Promise<string | undefined> {
    try {
      openId = (await ask()) || undefined
    } catch (error) {
      log('warn', 'bot-identity-unknown', { reason: reasonOf(error) })
    }
    if (!openId) notBefore = later(clock(), PAUSE_AFTER_FAILURE_MS)
    asking = undefined
    return openId
  }

  function current(): Promise<string | undefined> {
    if (openId) return Promise.resolve(openId)
    if (!asking && clock() < notBefore) return Promise.resolve(undefined)
    asking ??= askOnce()
    return asking
  }

  return {
    known() {
      if (!openId) void current()
      return openId
    },
    held: () => openId,
    openId: current,
  }
}
