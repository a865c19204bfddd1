import { StatCard } from "../chart/stat-card";

/** D6: without a tested control there is nothing to divide by, and no number stands here. */
export function ReadinessCard() {
  return (
    <StatCard
      headingLevel="h3"
      label="Readiness"
      value={null}
      note="No controls are set up yet, so readiness, coverage and grade have nothing to be computed from."
    />
  );
}
