import type { RelianceSign } from './abstain.ts'
import type { RankSign } from './rank.ts'

/** Written by `npm run calibrate`, with the accuracy over bureaus left out: docs/calibration.md. Not to be changed by hand. */
export const RANKING: Readonly<Record<RankSign, number>> = {
  covered: 0.338,
  own: 0.221,
  subject: 0.157,
  missing: -0.083,
  heaviest: 0.069,
  titled: 0.109,
  people: 0.189,
  measures: 0.118,
  told: 0.512,
  found: 0.533,
  fits: 0.388,
  rare: 0.352,
  decides: 0.25,
  reply: -0.118,
  row: -0.066,
  announced: 0.093,
  refers: -0.187,
  duty: 0.115,
  directory: -0.062,
  closing: -0.038,
  procedure: 0.203,
  limit: 0.174,
  papers: -0.024,
  denied: 0.058,
}

/** Logistic weights: how likely an answer is right. */
export const RELIANCE: Readonly<Record<RelianceSign | 'always', number>> = {
  score: 4.273,
  words: 0.406,
  nothing: 0.68,
  others: -6.327,
  unheard: -1.417,
  missing: -1.549,
  focus: 1.516,
  told: 1.529,
  pieces: 3.252,
  titled: 0.999,
  fits: 0.989,
  people: 2.094,
  named: 1.285,
  lacks: -3.597,
  always: -14.305,
}

/** Less likely than this, nothing is answered. */
export const THRESHOLD = 0.35
