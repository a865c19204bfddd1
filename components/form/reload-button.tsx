"use client";

import { Button } from "../ui/button";

export function ReloadButton() {
  return (
    <Button variant="secondary" size="sm" onClick={() => window.location.reload()}>
      Reload
    </Button>
  );
}
