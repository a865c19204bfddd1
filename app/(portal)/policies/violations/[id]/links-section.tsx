import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { TextField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import { Fold } from "@/components/support/fold";
import { TextLink } from "@/components/ui/text-link";
import { LinkKind, linkKindLabels } from "@/lib/policies/violations/schema";
import { linkViolationAction } from "../actions";
import type { Work } from "./work";

const hrefs: Record<LinkKind, (id: string) => string> = {
  evidence: (id) => `/audit/evidence/${id}`,
  incident: (id) => `/audit/incidents/${id}`,
  ticket: (id) => `/support/tickets/${id}`,
};

/** Evidence, incidents and tickets it is tied to. */
export function LinksSection({ whole: { violation, links }, choices, organizationId }: Work) {
  if (!choices && links.length === 0) return null;
  return (
    <Section title="Linked">
      {links.length === 0 ? <p className="text-muted-foreground">Nothing linked yet.</p> : null}
      <ul className="grid gap-1">
        {links.map(({ id, kind, objectId, label }) => {
          const known = LinkKind.parse(kind);
          return (
            <li key={id}>
              <TextLink href={hrefs[known](objectId)}>{`${linkKindLabels[known]}: ${label}`}</TextLink>
            </li>
          );
        })}
      </ul>
      {choices ? (
        <Fold title="Link something" className="rounded-lg border border-border bg-card p-4">
          <ActionForm
            action={linkViolationAction}
            organizationId={organizationId}
            hidden={{ violationId: violation.id }}
            submitLabel="Link"
            className="pt-3"
          >
            <SelectField
              name="kind"
              label="What is it?"
              placeholder="Choose"
              choices={LinkKind.options.map((value) => ({ value, label: linkKindLabels[value] }))}
            />
            <TextField name="objectId" label="Address of its page" autoComplete="off" />
            <TextField name="label" label="What to call it" help="Such as its reference." maxLength={160} />
          </ActionForm>
        </Fold>
      ) : null}
    </Section>
  );
}
