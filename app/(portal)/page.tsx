import type { Metadata } from "next";
import { Page, PageHead } from "@/components/shell/page";
import { requireSession } from "@/lib/platform/auth/actor";

export const metadata: Metadata = { title: "My work" };

export default async function MyWorkPage() {
  const { actor } = await requireSession();
  return (
    <Page>
      <PageHead title={`Good day, ${actor.name.split(" ")[0]}`} />
    </Page>
  );
}
