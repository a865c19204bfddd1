/** First thing in the body; the page's `<main>` has the id "main". */
export function SkipLink() {
  return (
    <a href="#main" className="skip-link">
      Skip to content
    </a>
  );
}
