"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { PolicyType, policyTypeLabels } from "@/lib/policies/schema";

type State =
  | { kind: "ready" }
  | { kind: "sending" }
  | { kind: "failed"; why: string }
  | { kind: "done"; notes: string[] };
type Answer = { policy_id?: string; notes?: string[]; detail?: string };

/** Takes a Word, Markdown or PDF file: as a new policy, or in the place of a draft's text (P9). */
export function ImportDocument({ draft }: { draft?: { policyId: string; versionId: string; revision: number } }) {
  const router = useRouter();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [type, setType] = useState("");
  const [state, setState] = useState<State>({ kind: "ready" });
  const [made, setMade] = useState(draft?.policyId ?? "");

  async function send() {
    if (!file) return;
    setState({ kind: "sending" });
    const name = encodeURIComponent(file.name);
    // What the form beside it saved by itself meanwhile is known to its own field.
    const saved = document.querySelector<HTMLInputElement>('input[name="revision"]')?.value;
    const address = draft
      ? `/api/v1/policies/drafts/${draft.versionId}/import?revision=${saved ?? draft.revision}&name=${name}`
      : `/api/v1/policies/import?type=${type}&name=${name}`;
    try {
      const headers = { "content-type": "application/octet-stream" };
      const response = await fetch(address, { method: "POST", headers, body: file });
      const answer = (await response.json()) as Answer;
      if (!response.ok || !answer.policy_id) {
        return setState({ kind: "failed", why: answer.detail ?? "The portal refused the file. Nothing was imported." });
      }
      setMade(answer.policy_id);
      if ((answer.notes ?? []).length > 0) return setState({ kind: "done", notes: answer.notes ?? [] });
      open(answer.policy_id);
    } catch {
      setState({
        kind: "failed",
        why: "The connection broke off. Look whether the draft is there before you try again.",
      });
    }
  }
  // The whole page anew: the fields of the form take their text from the server.
  const open = (policyId: string) =>
    draft ? window.location.assign(`/policies/${policyId}/edit`) : router.push(`/policies/${policyId}/edit`);

  return (
    <details className="rounded-lg border border-border bg-card">
      <summary className="min-h-11 px-4 py-3 font-medium">
        {draft ? "Replace the text by a document" : "Import a document"}
      </summary>
      <div className="grid gap-4 border-t border-border p-4">
        {state.kind === "failed" ? (
          <Alert tone="danger" live="assertive">
            {state.why}
          </Alert>
        ) : null}
        {state.kind === "done" ? (
          <Alert tone="info" live="polite" title="Imported">
            {state.notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
            <Button type="button" variant="secondary" size="sm" className="mt-2" onClick={() => open(made)}>
              Open the draft
            </Button>
          </Alert>
        ) : null}
        {draft ? null : (
          <label htmlFor={`${id}-type`} className="grid gap-1">
            <span className="font-medium">Kind of policy</span>
            <Select id={`${id}-type`} value={type} onChange={(event) => setType(event.target.value)}>
              <option value="">Choose a kind</option>
              {PolicyType.options.map((value) => (
                <option key={value} value={value}>
                  {policyTypeLabels[value]}
                </option>
              ))}
            </Select>
          </label>
        )}
        <label htmlFor={`${id}-file`} className="grid min-w-0 gap-1">
          <span className="font-medium">Document</span>
          <input
            id={`${id}-file`}
            type="file"
            accept=".docx,.md,.markdown,.txt,.pdf"
            aria-describedby={`${id}-help`}
            className="min-w-0 max-md:min-h-11"
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        </label>
        <p id={`${id}-help`} className="text-muted-foreground">
          Word (.docx), Markdown or PDF, at most 20 MiB. The file itself is kept with its hash. Headings, lists, tables
          and pictures of Word become the text; a PDF stays as it is.
          {draft ? " What stands in the text now is replaced." : ""}
        </p>
        <div>
          <Button
            type="button"
            variant="secondary"
            loading={state.kind === "sending"}
            disabled={!file || (!draft && type === "") || state.kind === "done"}
            onClick={send}
          >
            {draft ? "Replace the text" : "Import as a new policy"}
          </Button>
        </div>
      </div>
    </details>
  );
}
