import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { formatDay } from "@/components/status/calendar";
import { DueDate } from "@/components/status/due-date";
import { StatusBadge } from "@/components/status/status-badge";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { myTraining } from "@/lib/policies/training/queries";
import { PolicyTabs } from "../policy-tabs";

export const metadata: Metadata = { title: "Training" };

export default async function TrainingPage() {
  const { actor, organization } = await requireSession();
  const { due, passed } = await pageResult(() => myTraining(actor, {}));
  return (
    <Page>
      <PageHead
        title="Training"
        lead="Courses you were asked to take, and the certificates of those you passed."
        actions={
          mayDo(actor, "training:read") ? (
            <Button asChild variant="secondary">
              <Link href="/policies/courses">All courses</Link>
            </Button>
          ) : undefined
        }
      />
      <PolicyTabs actor={actor} />
      <Section title={`To do (${due.length})`}>
        {due.length === 0 ? (
          <EmptyState title="Nothing to learn today">A course that is for you appears here and in My work.</EmptyState>
        ) : null}
        <ul className="grid gap-3">
          {due.map((course) => (
            <li
              key={course.courseId}
              className="relative flex flex-wrap items-center justify-between gap-2 rounded-lg border border-border bg-card p-4 hover:bg-hover"
            >
              <Link href={`/policies/training/${course.courseId}`} className="stretched-link font-medium wrap-anywhere">
                {course.title}
              </Link>
              <DueDate due={course.dueOn} why={course.dueWhy} zone={organization.timeZone} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Certificates">
        {passed.length === 0 ? (
          <EmptyState title="No certificate yet">Each course you pass leaves one here.</EmptyState>
        ) : null}
        <ul className="grid gap-3">
          {passed.map((certificate) => (
            <li key={certificate.code} className="grid gap-1 rounded-lg border border-border bg-card p-4">
              <p className="font-medium wrap-anywhere">{certificate.title}</p>
              <p className="text-muted-foreground">
                {`Passed on ${formatDay(certificate.passedOn, "UTC")}, valid until ${formatDay(certificate.validUntil, "UTC")}`}
              </p>
              <div className="flex flex-wrap items-center gap-3">
                <StatusBadge
                  tone={certificate.valid ? "success" : "warning"}
                  label={certificate.valid ? "Valid" : "Expired"}
                />
                <TextLink
                  href={`/verify/certificate/${certificate.code}`}
                >{`Certificate: ${certificate.title}`}</TextLink>
              </div>
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}
