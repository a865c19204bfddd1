import type { Root } from "hast";
import { type Components, toJsxRuntime } from "hast-util-to-jsx-runtime";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import { cn } from "../ui/cn";

// Pictures of this portal only: an address in a text must not make the reader's browser call another server.
const ownPicture = /^\/api\/v1\/policies\/files\/[0-9a-f-]{36}$/;

const components: Partial<Components> = {
  a: ({ href, children }) => (
    <a href={href} rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  img: ({ src, alt }) =>
    typeof src === "string" && ownPicture.test(src) ? (
      // biome-ignore lint/performance/noImgElement: it is sent by the portal itself, behind its access check
      <img src={src} alt={alt ?? ""} loading="lazy" />
    ) : (
      <span>{alt}</span>
    ),
  input: ({ checked }) => (
    <span role="img" aria-label={checked ? "Done:" : "Not done:"}>
      {checked ? "☑" : "☐"}
    </span>
  ),
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section className="reading-table" tabIndex={0} aria-label="Table">
      <table>{children}</table>
    </section>
  ),
};

/**
 * Markdown as text to read, from the sanitised tree that was made of it once. A text that could not be laid out stands as it was
 * written: nobody is kept from reading what they are asked to follow.
 */
export function Markdown({ layout, text, className }: { layout: Root | null; text: string; className?: string }) {
  return (
    <div data-slot="markdown" className={cn("reading", className)}>
      {layout ? (
        toJsxRuntime(layout, { Fragment, jsx, jsxs, components, ignoreInvalidStyle: true, passKeys: true })
      ) : (
        <>
          <p className="text-muted-foreground">
            This text takes too long to lay out, so it stands here as it was written.
          </p>
          <p className="whitespace-pre-wrap wrap-anywhere">{text}</p>
        </>
      )}
    </div>
  );
}
