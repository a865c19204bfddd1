/** Round tick values that cover the range: at most `count` + 1 of them, steps of 1, 2, 2.5 (from 25 on) or 5 times a power of ten. */
export function niceTicks(min: number, max: number, count = 4): number[] {
  if (!(max > min)) return niceTicks(min, min + 1, 1);
  const rough = (max - min) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    power *
    ((power >= 10 ? [1, 2, 2.5, 5, 10] : [1, 2, 5, 10]).find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10);
  const first = Math.floor(min / step + 1e-9);
  const last = Math.ceil(max / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Where a value lies between two ends, 0 to 1, not clamped. */
export function fraction(value: number, min: number, max: number): number {
  return max > min ? (value - min) / (max - min) : 0;
}

export type Point = { index: number; value: number };

/** Runs of neighbouring values; a missing one (`null`) ends a run: a gap stays a gap and is never drawn across. */
export function segments(values: readonly (number | null)[]): Point[][] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  values.forEach((value, index) => {
    if (value !== null) run.push({ index, value });
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  });
  if (run.length > 0) runs.push(run);
  return runs;
}

/**
 * Moves labels apart that would overlap, keeping their order and staying within 0 and `height`.
 * @param wanted centres in pixels; @param gap least distance between two centres
 */
export function spreadLabels(wanted: readonly number[], gap: number, height: number): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y || a.index - b.index);
  const placed: number[] = [];
  for (const { y } of order) placed.push(Math.max(y, (placed.at(-1) ?? Number.NEGATIVE_INFINITY) + gap, gap / 2));
  let limit = height - gap / 2;
  for (let index = placed.length - 1; index >= 0; index--) {
    placed[index] = Math.min(placed[index] ?? 0, limit);
    limit = (placed[index] ?? 0) - gap;
  }
  const result = new Array<number>(wanted.length).fill(0);
  order.forEach(({ index }, rank) => {
    result[index] = placed[rank] ?? 0;
  });
  return result;
}

/** Which of `count` places along the axis get a label: at most `most`, evenly apart, counted back from the last one. */
export function labelledPlaces(count: number, most: number): number[] {
  if (count === 0) return [];
  const step = Math.max(1, Math.ceil((count - 1) / Math.max(1, most - 1)));
  return Array.from({ length: Math.floor((count - 1) / step) + 1 }, (_, index) => count - 1 - index * step).reverse();
}
