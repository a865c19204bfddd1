"use client";

import { CircleCheck, CircleX } from "lucide-react";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { type Check, verifyReceipt } from "@/lib/policies/proof/verify-receipt";

const largest = 1_000_000;

export function CheckReceipt() {
  const [checks, setChecks] = useState<Check[] | null>(null);
  const good = checks?.every(({ ok }) => ok) ?? false;
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
            if (file) setChecks(verifyReceipt(file.size > largest ? "" : await file.text()));
          }}
        />
      </div>
      <div role="status" className="grid gap-4">
        {checks ? (
          <>
            <Alert
              tone={good ? "success" : "danger"}
              title={good ? "The receipt is genuine" : "The receipt does not hold"}
            >
              {good
                ? "Compare the key below with the one the organisation publishes for its audit log."
                : "At least one check failed. Ask whoever gave it to you to download it again."}
            </Alert>
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
          </>
        ) : null}
      </div>
    </div>
  );
}
