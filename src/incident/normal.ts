/** A polynomial of degree 5 by Horner's scheme, written out: it is behind every value of every metric. */
const polynomial = (x: number, a: number, b: number, c: number, d: number, e: number, f: number): number =>
  ((((a * x + b) * x + c) * x + d) * x + e) * x + f;

/** The standard normal quantile of a share in (0, 1): Acklam's rational approximation, relative error under 1.2e-9. */
export function normalQuantile(share: number): number {
  if (share > 0.97575) return -lowQuantile(1 - share);
  return share < 0.02425 ? lowQuantile(share) : middleQuantile(share - 0.5);
}

function lowQuantile(share: number): number {
  const q = Math.sqrt(-2 * Math.log(share));
  return (
    polynomial(
      q,
      -7.784894002430293e-3,
      -3.223964580411365e-1,
      -2.400758277161838,
      -2.549732539343734,
      4.374664141464968,
      2.938163982698783,
    ) / polynomial(q, 0, 7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1)
  );
}

function middleQuantile(q: number): number {
  const square = q * q;
  return (
    (polynomial(
      square,
      -3.969683028665376e1,
      2.209460984245205e2,
      -2.759285104469687e2,
      1.38357751867269e2,
      -3.066479806614716e1,
      2.506628277459239,
    ) *
      q) /
    polynomial(
      square,
      -5.447609879822406e1,
      1.615858368580409e2,
      -1.556989798598866e2,
      6.680131188771972e1,
      -1.328068155288572e1,
      1,
    )
  );
}

/** The standard normal distribution Φ (Zelen and Severo, Abramowitz and Stegun 26.2.17; error under 7.5e-8). */
export function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const density = 0.3989422804014327 * Math.exp(-0.5 * z * z);
  const above =
    density *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - above : above;
}
