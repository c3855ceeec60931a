import type { RelianceSign } from './abstain.ts'
import type { RankSign } from './rank.ts'

/** Written by `npm run calibrate`, with the accuracy over bureaus left out: docs/calibration.md. Not to be changed by hand. */
export const RANKING: Readonly<Record<RankSign, number>> = {
  covered: 0.344,
  own: 0.203,
  subject: 0.123,
  missing: -0.119,
  heaviest: 0.127,
  titled: 0.106,
  people: 0.198,
  measures: 0.091,
  told: 0.517,
  found: 0.495,
  fits: 0.37,
  rare: 0.361,
  decides: 0.316,
  reply: -0.086,
  row: -0.065,
  announced: 0.059,
  refers: -0.112,
  duty: 0.112,
  directory: -0.043,
  closing: -0.038,
  procedure: 0.201,
  limit: 0.149,
  papers: -0.077,
  denied: 0.059,
}

/** Logistic weights: how likely an answer is right. */
export const RELIANCE: Readonly<Record<RelianceSign | 'always', number>> = {
  score: 5.407,
  words: 0.743,
  nothing: 1.311,
  others: -6.341,
  unheard: -1.681,
  missing: -1.942,
  focus: 1.593,
  told: 1.927,
  pieces: 3.078,
  titled: 1.065,
  fits: 1.811,
  people: 2.076,
  named: 2.08,
  lacks: -3.015,
  always: -17.781,
}

/** Less likely than this, nothing is answered. */
export const THRESHOLD = 0.25
