/** What goes wrong with a call: a refusal, no answer before anything happened or after it did, a cut connection before or after. */
export type Wrong =
  | { code: number; status?: number; msg?: string; headers?: Record<string, string> }
  | { status: number }
  | 'hang'
  | 'stall'
  | 'reset'
  | 'cut'

export interface Fault {
  /** The platform's call, as `calls` names it: `reply`, `create`, `patch` … */
  call: string
  /** The n-th call from now on, from 1; default 1. */
  nth?: number
  /** How many in a row; default 1. */
  times?: number
  wrong: Wrong
}

/** Counts calls and says which of them go wrong. */
export function createFaults() {
  const planned: { fault: Fault; seen: number }[] = []
  return {
    plan(fault: Fault): void {
      planned.push({ fault, seen: 0 })
    },
    next(call: string): Wrong | undefined {
      let found: Wrong | undefined
      for (const one of planned.filter(({ fault }) => fault.call === call)) {
        one.seen += 1
        const { nth = 1, times = 1, wrong } = one.fault
        if (one.seen >= nth && one.seen < nth + times) found ??= wrong
      }
      return found
    },
  }
}
