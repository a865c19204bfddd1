import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { StatusBadge } from "@/components/status/status-badge";
import { DataTable } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { listCourses } from "@/lib/policies/training/course-queries";
import { courseStatusLabels } from "@/lib/policies/training/schema";
import { PolicyTabs } from "../policy-tabs";

export const metadata: Metadata = { title: "Courses" };

export default async function CoursesPage() {
  const { actor } = await requireSession();
  const courses = await pageResult(() => listCourses(actor, {}));
  return (
    <Page>
      <PageHead
        title="Courses"
        lead="Lessons and quizzes, whom they are for and who has passed."
        actions={
          mayDo(actor, "training:write") ? (
            <Button asChild>
              <Link href="/policies/courses/new">New course</Link>
            </Button>
          ) : undefined
        }
      />
      <PolicyTabs actor={actor} />
      <DataTable
        caption="Courses"
        rows={courses}
        rowKey={(row) => row.id}
        rowHref={(row) => `/policies/courses/${row.id}`}
        empty={<EmptyState title="No course yet">Courses that authors write appear here.</EmptyState>}
        columns={[
          { key: "title", header: "Course", cell: (row) => <span className="wrap-anywhere">{row.title}</span> },
          {
            key: "status",
            header: "State",
            card: true,
            cell: (row) => (
              <StatusBadge
                tone={row.status === "published" ? "success" : "neutral"}
                label={courseStatusLabels[row.status]}
              />
            ),
          },
          {
            key: "passed",
            header: "Passed and valid",
            card: true,
            align: "right",
            cell: ({ passed }) =>
              passed.denominator === 0 ? "Nobody asked" : `${passed.numerator} of ${passed.denominator}`,
          },
        ]}
      />
    </Page>
  );
}
