import { type Clock, later } from '../../clock.ts'

/** As the platform gives it: the token, and how many seconds it is good for. */
export interface FreshToken {
  token: string
  expiresIn: number
}

export interface TenantToken {
  /** A token that is good now. Throws what the platform says when there is none to be had. */
  get(): Promise<string>
  /** The platform refused `stale`: another one, fetched once however many callers ask. */
  renew(stale: string): Promise<string>
}

/** With less than this left the platform gives a new token, and the old one stays good beside it. */
const RENEW_BEFORE_MS = 30 * 60_000
/** While the old token is good, a failed renewal is not tried again before this has passed. */
const PAUSE_AFTER_FAILURE_MS = 60_000

/** One token for all calls; never more than one request for it at a time. */
export function createTenantToken(fetchToken: () => Promise<FreshToken>, clock: Clock): TenantToken {
  let held: { token: string; until: string } | undefined
  let fetching: Promise<string> | undefined
  let notBefore = ''

  async function fetchOnce(): Promise<string> {
    try {
      const asked = clock()
      const fresh = await fetchToken()
      held = { token: fresh.token, until: later(asked, fresh.expiresIn * 1_000) }
      return fresh.token
    } finally {
      fetching = undefined
    }
  }

  function fetchShared(): Promise<string> {
    fetching ??= fetchOnce()
    return fetching
  }

  return {
    async get() {
      const now = clock()
      if (held && later(now, RENEW_BEFORE_MS) < held.until) return held.token
      const old = held && now < held.until ? held.token : undefined
      if (old && now < notBefore) return old
      return fetchShared().catch((error: unknown) => {
        if (!old) throw error
        notBefore = later(now, PAUSE_AFTER_FAILURE_MS)
        return old
      })
    },
    async renew(stale) {
      if (held && held.token !== stale) return held.token
      held = undefined
      return fetchShared()
    },
  }
}
