import { Section } from "../shell/page";
import { TextLink } from "../ui/text-link";

/** Up to five sentences, each with the rows it speaks of. */
export function MonthChanges({ sentences }: { sentences: readonly { key: string; text: string; href: string }[] }) {
  return (
    <Section title="What changed this month">
      {sentences.length === 0 ? (
        <p className="text-muted-foreground">Nothing has happened this month yet.</p>
      ) : (
        <ul className="grid gap-1 text-reading">
          {sentences.map(({ key, text, href }) => (
            <li key={key} className="flex flex-wrap items-center gap-x-3">
              <span>{text}</span>
              <TextLink href={href} prefetch={false} className="text-sm">
                Show the rows<span className="sr-only"> of: {text}</span>
              </TextLink>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
