import type { RelianceSign } from './abstain.ts'
import type { RankSign } from './rank.ts'

/** Written by `npm run calibrate`, with the accuracy over bureaus left out: docs/calibration.md. Not to be changed by hand. */
export const RANKING: Readonly<Record<RankSign, number>> = {
  covered: 0.331,
  own: 0.22,
  subject: 0.152,
  missing: -0.085,
  heaviest: 0.072,
  titled: 0.11,
  people: 0.193,
  measures: 0.12,
  told: 0.529,
  found: 0.528,
  fits: 0.387,
  rare: 0.353,
  decides: 0.25,
  reply: -0.118,
  row: -0.067,
  announced: 0.092,
  refers: -0.187,
  duty: 0.111,
  directory: -0.063,
  closing: -0.04,
  procedure: 0.203,
  limit: 0.171,
  papers: -0.025,
  denied: 0.062,
}

/** Logistic weights: how likely an answer is right. */
export const RELIANCE: Readonly<Record<RelianceSign | 'always', number>> = {
  score: 4.273,
  words: 0.425,
  nothing: 0.593,
  others: -6.309,
  unheard: -1.569,
  missing: -1.609,
  focus: 1.719,
  told: 1.5,
  pieces: 3.443,
  titled: 0.993,
  fits: 1.402,
  people: 2.096,
  named: 1.261,
  lacks: -3.653,
  always: -14.53,
}

/** Less likely than this, nothing is answered. */
export const THRESHOLD = 0.3
