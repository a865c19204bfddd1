"use client";

import { CircleCheck, CircleX } from "lucide-react";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { type Check, type Verdict, verifyReceipt } from "@/lib/policies/proof/verify-receipt";
import { WhatIsProven } from "./what-is-proven";

const largest = 1_000_000;

export function CheckReceipt() {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  return (
    <div className="grid gap-4">
      <div className="grid gap-2">
        <Label htmlFor="receipt">Receipt (a .json file)</Label>
        <Input
          id="receipt"
          type="file"
          accept="application/json,.json"
          onChange={async (event) => {
            const file = event.currentTarget.files?.[0];
            if (file) setVerdict(verifyReceipt(file.size > largest ? "" : await file.text()));
          }}
        />
      </div>
      <div role="status" className="grid gap-4">
        {verdict ? (
          <>
            <Alert
              tone={verdict.proven ? "success" : "danger"}
              title={verdict.proven ? "The receipt is genuine" : "The receipt does not hold"}
            >
              {verdict.proven
                ? "Everything below follows from the signed entry of the audit log. Compare the key with the one the organisation publishes: only that shows that the log is theirs."
                : "Nothing it says is proven. Ask whoever gave it to you to download it again."}
            </Alert>
            {verdict.proven ? <WhatIsProven proven={verdict.proven} /> : null}
            <Checks checks={verdict.checks} />
          </>
        ) : null}
      </div>
    </div>
  );
}

function Checks({ checks }: { checks: readonly Check[] }) {
  return (
    <ul className="grid gap-3">
      {checks.map(({ name, ok, detail }) => (
        <li key={name} className="flex items-start gap-3">
          {ok ? (
            <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-success-text" />
          ) : (
            <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger-text" />
          )}
          <span className="min-w-0">
            <span className="block font-medium">
              {name}: {ok ? "yes" : "no"}
            </span>
            <span className="block text-muted-foreground wrap-anywhere">{detail}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
