import { cn } from "@/components/ui/cn";
import type { Heading } from "@/lib/policies/reading/heading-id";

/** The headings as links into the text. */
export function ContentsLinks({
  headings,
  current,
  onChosen,
}: {
  headings: readonly Heading[];
  current?: string;
  onChosen?: (id: string) => void;
}) {
  return (
    <ul className="grid">
      {headings.map(({ id, text, level }) => (
        <li key={id}>
          <a
            href={`#${id}`}
            onClick={(event) => {
              if (!onChosen) return;
              event.preventDefault();
              onChosen(id);
            }}
            aria-current={id === current ? "location" : undefined}
            className={cn(
              "block rounded-md border-l-2 base:border-transparent px-3 py-1.5 wrap-anywhere hover:bg-hover max-lg:py-3",
              level === 3 && "pl-6 base:text-muted-foreground",
              id === current && "rounded-l-none border-primary font-medium text-primary-text",
            )}
          >
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}
