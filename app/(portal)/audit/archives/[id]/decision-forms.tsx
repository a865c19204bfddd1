import { ActionForm } from "@/components/form/action-form";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { TextareaField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import { countWords } from "@/components/table/list-url";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { approveArchiveAction, refuseArchiveAction, requestArchiveAction } from "../actions";
import type { FoundArchive } from "./archive-facts";

const card = "rounded-lg border border-border bg-card p-4";

/** Request, approve by somebody else with the reference typed, or refuse (E6). */
export function DecisionForms({ archive, actor }: { archive: FoundArchive["archive"]; actor: UserActor }) {
  if (archive.state !== "proposed" && archive.state !== "requested") return null;
  const form = { organizationId: actor.organizationId, hidden: { id: archive.id } };
  const words = countWords(Number(archive.count), "event");
  return (
    <Section title="What you can do">
      <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
        <div className={card}>
          {archive.state === "proposed" ? (
            <ActionForm
              action={requestArchiveAction}
              {...form}
              submitLabel="Request the archive"
              pendingLabel="Requesting…"
              next={`Somebody else approves; then ${words} go to a verified bundle.`}
            />
          ) : archive.requestedById === actor.personId ? (
            <p className="text-muted-foreground">
              You requested it, so somebody else approves. You can still refuse it.
            </p>
          ) : (
            <ConfirmDialog
              verb="Approve the archive"
              title={`Move ${words} to a bundle?`}
              reference={archive.reference}
              action={approveArchiveAction}
              {...form}
            >
              They can no longer be searched. Each keeps its place, hash and proof in the log; the bundle is verified
              before the first of them is moved, and can be downloaded here.
            </ConfirmDialog>
          )}
        </div>
        <div className={card}>
          <ActionForm action={refuseArchiveAction} {...form} submitLabel="Refuse" quiet pendingLabel="Refusing…">
            <TextareaField name="reason" label="Why this month stays in the database" rows={3} maxLength={2000} />
          </ActionForm>
        </div>
      </div>
    </Section>
  );
}
