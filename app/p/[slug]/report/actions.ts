"use server";

import { headers } from "next/headers";
import { passingCode } from "@/lib/platform/auth/public-actors";
import { assertRateLimit } from "@/lib/platform/cache/rate-limit";
import { defineAction } from "@/lib/platform/http/define-action";
import { addToReport, followReport } from "@/lib/policies/violations/converse";
import { reportAnonymously } from "@/lib/policies/violations/report-violation";

export const reportAnonymouslyAction = defineAction(reportAnonymously, {
  actor: "anonymous",
  input: async ({ type, title, description }) => {
    await assertRateLimit("report:submit", passingCode(await headers()));
    return { type, title, description };
  },
  message: ({ reference }) =>
    `We have your report ${reference}. Write down this key: it is shown only now, and nobody can find it again for you. With it you read our answers and add to your report.`,
  shown: ({ key }) => ({ key }),
});

export const followReportAction = defineAction(followReport, {
  actor: "anonymous",
  input: async ({ secretKey }) => {
    await assertRateLimit("report:follow", passingCode(await headers()));
    return { secretKey };
  },
  shown: (report) => ({ report: JSON.stringify(report) }),
});

export const addToReportAction = defineAction(addToReport, {
  actor: "anonymous",
  input: async ({ secretKey, text }) => {
    await assertRateLimit("report:submit", passingCode(await headers()));
    return { secretKey, text };
  },
  message: "Added to your report. Open it again with your key to see it in its place.",
});
