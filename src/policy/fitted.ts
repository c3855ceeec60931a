import type { RelianceSign } from './abstain.ts'
import type { RankSign } from './rank.ts'

/** Written by `npm run calibrate`, with the accuracy over bureaus left out: docs/calibration.md. Not to be changed by hand. */
export const RANKING: Readonly<Record<RankSign, number>> = {
  covered: 0.307,
  own: 0.202,
  subject: 0.122,
  missing: -0.094,
  heaviest: 0.139,
  titled: 0.074,
  people: 0.144,
  measures: 0.107,
  told: 0.466,
  found: 0.475,
  fits: 0.485,
  decides: 0.34,
  reply: -0.075,
  row: -0.01,
  announced: 0.083,
  refers: -0.187,
  duty: 0.108,
  directory: -0.052,
  closing: -0.023,
  procedure: 0.211,
  limit: 0.129,
  papers: -0.056,
  denied: 0.063,
}

/** Logistic weights: how likely an answer is right. */
export const RELIANCE: Readonly<Record<RelianceSign | 'always', number>> = {
  score: 5.892,
  words: 0.601,
  nothing: 4.557,
  others: -2.817,
  unheard: -1.18,
  missing: -1.228,
  focus: 1.859,
  told: 3.313,
  pieces: 3.134,
  titled: 0.999,
  fits: 1.401,
  people: 2.487,
  always: -17.812,
}

/** Less likely than this, nothing is answered. */
export const THRESHOLD = 0.3
