import type { Figure } from "@/lib/policies/rules";

/** "43 of 52 · 82.7%"; without anybody asked "No data", never 0 or 100. */
export function ShareText({ share }: { share: Figure | undefined }) {
  if (!share || share.rate === null) return <span className="text-muted-foreground">No data</span>;
  return (
    <span className="whitespace-nowrap tabular-nums">
      {share.numerator} of {share.denominator}
      <span className="text-muted-foreground"> · {(share.rate * 100).toFixed(1).replace(/\.0$/, "")}%</span>
    </span>
  );
}
