"use client";

import { PackageCheck } from "lucide-react";
import { useId, useState } from "react";
import { DropArea } from "@/components/form/drop-area";
import { Alert } from "@/components/ui/alert";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Textarea } from "@/components/ui/textarea";
import type { Report } from "@/lib/audit/verify/report";
import { ReportView } from "./report-view";

type State = { kind: "empty" } | { kind: "checking"; name: string } | { kind: "done"; name: string; report: Report };

/** Takes an export package and verifies it here, in the browser: nothing is sent anywhere (A14). */
export function VerifyPackage() {
  const [state, setState] = useState<State>({ kind: "empty" });
  const [policy, setPolicy] = useState("");
  const [saved, setSaved] = useState<File[]>([]);
  const id = useId();

  async function check(file: File | undefined) {
    if (!file) return;
    setState({ kind: "checking", name: file.name });
    const { verifyFile } = await import("./verify-file");
    setState({ kind: "done", name: file.name, report: await verifyFile(file, policy, saved) });
  }

  return (
    <div className="grid min-w-0 gap-4">
      <p className="max-w-[65ch] text-muted-foreground">
        The package stays on this machine. Without a browser: <code>npm run verify-audit -- package.zip</code>.
      </p>
      <div className="grid gap-4 lg:grid-cols-2">
        <div className="grid min-w-0 content-start gap-1.5">
          <Label htmlFor={`${id}-policy`}>Policy or verifier key you got elsewhere (optional)</Label>
          <Textarea id={`${id}-policy`} rows={3} value={policy} onChange={(event) => setPolicy(event.target.value)} />
        </div>
        <div className="grid min-w-0 content-start gap-1.5">
          <Label htmlFor={`${id}-saved`}>Checkpoints you saved earlier (optional)</Label>
          <Input
            id={`${id}-saved`}
            type="file"
            multiple
            onChange={(event) => setSaved([...(event.target.files ?? [])])}
          />
        </div>
      </div>
      <DropArea onFile={(file) => void check(file)}>
        <Label htmlFor={`${id}-file`}>Package (choose it, or drop it here)</Label>
        <div className="flex flex-wrap items-center gap-3">
          <PackageCheck aria-hidden="true" className="size-5 text-muted-foreground" />
          <Input
            id={`${id}-file`}
            type="file"
            accept=".zip,application/zip"
            className="min-w-0 flex-1"
            onChange={(event) => void check(event.target.files?.[0])}
          />
        </div>
      </DropArea>
      <div aria-live="polite">
        {state.kind === "checking" ? <Alert tone="info">Checking {state.name}…</Alert> : null}
        {state.kind === "done" ? <ReportView name={state.name} report={state.report} /> : null}
      </div>
    </div>
  );
}
