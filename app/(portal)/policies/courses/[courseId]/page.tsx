import type { Metadata } from "next";
import { pageLoader } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { formatDay } from "@/components/status/calendar";
import { Deadline } from "@/components/status/deadline";
import { StatusBadge } from "@/components/status/status-badge";
import { DataTable } from "@/components/table/data-table";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { largestFile } from "@/lib/platform/storage/receive-file";
import { courseDetail } from "@/lib/policies/training/course-queries";
import { LessonMedia, lessonMediaLabels } from "@/lib/policies/training/lesson-media";
import { courseStatusLabels, questionKindLabels } from "@/lib/policies/training/schema";
import { publishCourseAction, retireCourseAction } from "../actions";
import { AddParts } from "./add-parts";
import { PartList } from "./part-list";

const lessonLine = ({ id, title, mediaType }: { id: string; title: string; mediaType: string | null }) => {
  const media = LessonMedia.safeParse(mediaType);
  return { id, words: title, note: media.success ? lessonMediaLabels[media.data] : undefined };
};

const load = pageLoader((actor, courseId) => courseDetail(actor, { courseId }));

export async function generateMetadata({ params }: { params: Promise<{ courseId: string }> }): Promise<Metadata> {
  const { title } = await load((await params).courseId);
  return { title: title };
}

export default async function CourseDetailPage({ params }: { params: Promise<{ courseId: string }> }) {
  const { actor, organization } = await requireSession();
  const { courseId } = await params;
  const course = await load(courseId);
  const form = { organizationId: actor.organizationId, hidden: { courseId } };
  const writes = mayDo(actor, "training:write");
  const draft = writes && course.status === "draft";
  return (
    <Page>
      <PageHead
        title={course.title}
        lead={course.description}
        status={
          <StatusBadge
            tone={course.status === "published" ? "success" : "neutral"}
            label={courseStatusLabels[course.status]}
          />
        }
        crumbs={[
          { label: "Policies", href: "/policies" },
          { label: "Courses", href: "/policies/courses" },
          { label: course.title },
        ]}
        actions={
          writes && course.status === "published" ? (
            <ConfirmDialog
              {...form}
              verb="Retire course"
              title={`Retire “${course.title}”?`}
              action={retireCourseAction}
              variant="secondary"
            >
              <p>
                Nobody is asked to take it any longer. Certificates stay valid until their day, and attempts stay on
                record.
              </p>
            </ConfirmDialog>
          ) : undefined
        }
      />
      <p className="text-muted-foreground">For: {course.audience}</p>
      <Section title={`Lessons (${course.lessons.length})`}>
        <PartList {...form} draft={draft} parts={course.lessons.map(lessonLine)} />
      </Section>
      <Section title={`Questions (${course.questions.length})`}>
        <PartList
          {...form}
          draft={draft}
          parts={course.questions.map(({ id, text, kind }) => ({ id, words: text, note: questionKindLabels[kind] }))}
        />
      </Section>
      {draft ? (
        <>
          <AddParts {...form} largest={largestFile()} />
          <ActionForm
            action={publishCourseAction}
            {...form}
            submitLabel="Publish course"
            next="It stays as it is from then on, and everybody it is for is asked."
          />
        </>
      ) : (
        <Section title="People">
          <DataTable
            caption="Who was asked"
            rows={course.people}
            rowKey={(row) => row.id}
            empty={<EmptyState title="Nobody was asked yet">Within an hour of publication they are.</EmptyState>}
            columns={[
              { key: "name", header: "Person", cell: (row) => row.name },
              {
                key: "state",
                header: "State",
                card: true,
                cell: (row) => (
                  <StatusBadge tone={row.passed ? "success" : "warning"} label={row.passed ? "Passed" : "To do"} />
                ),
              },
              {
                key: "due",
                header: "Due",
                align: "right",
                card: true,
                cell: (row) =>
                  row.passed ? formatDay(row.dueOn, "UTC") : <Deadline due={row.dueOn} zone={organization.timeZone} />,
              },
              {
                key: "until",
                header: "Valid until",
                align: "right",
                card: true,
                cell: (row) => (row.validUntil ? formatDay(row.validUntil, "UTC") : "–"),
              },
            ]}
          />
        </Section>
      )}
    </Page>
  );
}
