"use server";

import { defineAction } from "@/lib/platform/http/define-action";
import { addToReport, followReport } from "@/lib/policies/violations/converse";
import { reportAnonymously } from "@/lib/policies/violations/report-violation";

export const reportAnonymouslyAction = defineAction(reportAnonymously, {
  actor: "anonymous",
  limits: ["report:submit"],
  input: ({ type, title, description }) => ({ type, title, description }),
  message: ({ reference }) =>
    `We have your report ${reference}. Write down this key: it is shown only now, and nobody can find it again for you. With it you read our answers and add to your report.`,
  shown: ({ key }) => ({ key }),
});

export const followReportAction = defineAction(followReport, {
  actor: "anonymous",
  limits: ["report:follow"],
  input: ({ secretKey }) => ({ secretKey }),
  shown: (report) => ({ report: JSON.stringify(report) }),
});

export const addToReportAction = defineAction(addToReport, {
  actor: "anonymous",
  limits: ["report:submit", "report:follow"],
  input: ({ secretKey, text }) => ({ secretKey, text }),
  message: "Added to your report. Open it again with your key to see it in its place.",
});
