import type { RelianceSign } from './abstain.ts'
import type { RankSign } from './rank.ts'

/** Written by `npm run calibrate`, with the accuracy over bureaus left out: docs/calibration.md. Not to be changed by hand. */
export const RANKING: Readonly<Record<RankSign, number>> = {
  covered: 0.341,
  own: 0.211,
  subject: 0.128,
  missing: -0.102,
  heaviest: 0.116,
  titled: 0.115,
  people: 0.187,
  measures: 0.124,
  told: 0.517,
  found: 0.505,
  fits: 0.374,
  rare: 0.364,
  decides: 0.237,
  reply: -0.102,
  row: -0.065,
  announced: 0.099,
  refers: -0.158,
  duty: 0.109,
  directory: -0.061,
  closing: -0.042,
  procedure: 0.198,
  limit: 0.167,
  papers: -0.013,
  denied: 0.054,
}

/** Logistic weights: how likely an answer is right. */
export const RELIANCE: Readonly<Record<RelianceSign | 'always', number>> = {
  score: 5.003,
  words: 0.56,
  nothing: 0.865,
  others: -6.488,
  unheard: -1.783,
  missing: -1.437,
  focus: 1.757,
  told: 1.724,
  pieces: 3.692,
  titled: 1.174,
  fits: 2.478,
  people: 2.229,
  named: 1.323,
  lacks: -3.474,
  always: -16.384,
}

/** Less likely than this, nothing is answered. */
export const THRESHOLD = 0.3
