import { terminalLine } from "./terminal-line";

export interface Problem {
  message: string;
  /** The leaf it is about; the first of them when only a range is known. */
  index?: bigint;
}

export interface Report {
  ok: boolean;
  problems: readonly Problem[];
  /** Problems beyond those listed. */
  more: number;
  firstBadIndex: bigint | null;
  /** What was found to hold, as sentences. */
  facts: readonly string[];
  /** What this check could not show, as sentences. */
  limits: readonly string[];
}

/** The problems of a part, to be added to those of the whole. */
export type Found = Pick<Report, "problems" | "more" | "firstBadIndex">;

const listed = 50;

/** Gathers what a verification finds. */
export class Findings {
  readonly facts: string[] = [];
  readonly limits: string[] = [];
  private readonly problems: Problem[] = [];
  private count = 0;
  private first: bigint | null = null;

  problem(message: string, index?: bigint) {
    this.count++;
    if (index !== undefined && (this.first === null || index < this.first)) this.first = index;
    if (this.problems.length < listed) this.problems.push({ message, index });
  }

  /** Adds what was found in a part. */
  add({ problems, more, firstBadIndex }: Found) {
    for (const { message, index } of problems) this.problem(message, index);
    this.count += more;
    if (more > 0 && firstBadIndex !== null && (this.first === null || firstBadIndex < this.first)) {
      this.first = firstBadIndex;
    }
  }

  found(): Found {
    return { problems: this.problems, more: this.count - this.problems.length, firstBadIndex: this.first };
  }

  get failed(): boolean {
    return this.count > 0;
  }

  report(): Report {
    return {
      ok: this.count === 0,
      ...this.found(),
      facts: this.facts,
      limits: this.limits,
    };
  }
}

/** The report as lines for a terminal. */
export function reportLines(report: Report): string[] {
  const lines = [
    ...report.facts.map((fact) => `  ok     ${fact}`),
    ...report.limits.map((limit) => `  note   ${limit}`),
  ];
  for (const { message, index } of report.problems) {
    lines.push(`  FAILED ${index === undefined ? "" : `index ${index}: `}${message}`);
  }
  if (report.more > 0) lines.push(`  FAILED ${report.more} more`);
  const shown = lines.map(terminalLine);
  if (report.ok) return [...shown, "VERIFIED"];
  const where = report.firstBadIndex === null ? "no single index" : `first bad index ${report.firstBadIndex}`;
  return [...shown, `NOT VERIFIED: ${where}`];
}
