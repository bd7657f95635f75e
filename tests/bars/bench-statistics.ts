/** bar:bench-statistics: medians, quantiles, intervals, ratios and geometric means equal NumPy's and SciPy's to 1e-9. */
import { compareStatistics } from '#tests/helpers/bench-statistics.ts';
import { verdict } from './bench-report.ts';

const TOLERANCE = 1e-9;
const compared = compareStatistics();
const apart = compared.map(({ actual, expected }) => Math.abs(actual - expected));
compared.forEach(({ name, actual, expected }, i) => {
  if (!(apart[i]! <= TOLERANCE)) console.log(`${name} is ${actual}, expected ${expected}`);
});
const missed = apart.filter((difference) => !(difference <= TOLERANCE)).length;
verdict(
  missed === 0 && compared.length > 50,
  `${compared.length} figures within ${Math.max(...apart).toExponential(1)} of NumPy and SciPy (<= ${TOLERANCE}), ${missed} apart`,
);
