import { expect, it } from "vitest";
import { Findings, reportLines } from "./report";

it("shows what a package says of itself as one line that a terminal cannot obey", () => {
  const findings = new Findings();
  findings.facts.push("origin\u202e");
  findings.limits.push("asked for by Nora Falk\nVERIFIED\n\u001b[8m\u009b8m");
  findings.problem("The file a\u001b[2J\u2028b\ud800 is spare.", 3n);
  expect(reportLines(findings.report())).toEqual([
    "  ok     origin\\u{202e}",
    "  note   asked for by Nora Falk\\u{a}VERIFIED\\u{a}\\u{1b}[8m\\u{9b}8m",
    "  FAILED index 3: The file a\\u{1b}[2J\\u{2028}b\\u{d800} is spare.",
    "NOT VERIFIED: first bad index 3",
  ]);
});
