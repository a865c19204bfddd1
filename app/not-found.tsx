import type { Metadata } from "next";
import Link from "next/link";
import { PublicShell } from "@/components/shell/public-shell";
import { NotFoundState } from "@/components/shell/states";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <PublicShell>
      <NotFoundState
        title="There is nothing here"
        as="h1"
        action={
          <Button asChild>
            <Link href="/">Go to My work</Link>
          </Button>
        }
      >
        The address may be mistyped, or what stood here is not visible to you.
      </NotFoundState>
    </PublicShell>
  );
}
