"use client";

import { Button } from "@/components/ui/button";

/** Opens the browser's own print dialog, which also makes a PDF. */
export function PrintButton() {
  return (
    <Button variant="secondary" onClick={() => window.print()} data-print="hide">
      Print or save as PDF
    </Button>
  );
}
