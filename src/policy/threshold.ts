/** Below this share of the question's weight nothing is answered. Written by `npm run calibrate`; its curve: docs/calibration.md. */
export const COVERAGE = 0.45
