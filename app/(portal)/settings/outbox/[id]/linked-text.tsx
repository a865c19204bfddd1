/** Plain text with its addresses as links: only http and https, never anything else a text may claim to be. */
export function linkedText(text: string) {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <a key={index} href={part} className="underline underline-offset-2">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
