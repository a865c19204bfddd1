import type { Metadata } from "next";
import { PublicShell } from "@/components/shell/public-shell";
import { CheckReceipt } from "./check-receipt";

export const metadata: Metadata = { title: "Check a receipt" };

/** Anybody who was handed a receipt checks it here, in their own browser; nothing is sent anywhere. */
export default function CheckReceiptPage() {
  return (
    <PublicShell>
      <div className="grid w-full max-w-[640px] gap-6">
        <header className="grid gap-2">
          <h1 className="text-title">Check a receipt</h1>
          <p className="text-muted-foreground">
            Choose the file somebody downloaded after acknowledging a policy. It is checked in your browser and sent
            nowhere.
          </p>
        </header>
        <CheckReceipt />
        <noscript>
          <p>Checking needs JavaScript, because the file does not leave your device.</p>
        </noscript>
      </div>
    </PublicShell>
  );
}
