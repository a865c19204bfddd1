import Link from "next/link";

/** A personal link that no longer opens anything. */
export function LinkOver({ message, slug }: { message: string; slug: string }) {
  return (
    <div className="grid max-w-[560px] gap-3">
      <h1 className="text-title">This link is over</h1>
      <p>{message}</p>
      <p>
        <Link href={`/p/${slug}`} className="text-primary-text underline underline-offset-2">
          Make a new request
        </Link>
      </p>
    </div>
  );
}
