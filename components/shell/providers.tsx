"use client";

import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { Toaster } from "../ui/toaster";

/** Once in the body of the root layout. `nonce` is the request's, for the theme script and for scroll locks. */
export function Providers({ nonce, children }: { nonce?: string; children: ReactNode }) {
  // Read by get-nonce, through which open dialogs add the <style> that stops the page behind from scrolling.
  // Only the first counts: after an action the layout brings the nonce of another request, which this document does not know.
  if (typeof window !== "undefined" && nonce)
    (globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ ??= nonce;
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      enableColorScheme={false}
      disableTransitionOnChange
      storageKey="plinto-theme"
      nonce={nonce}
    >
      {children}
      <Toaster />
    </ThemeProvider>
  );
}
