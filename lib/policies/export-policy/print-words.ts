/** Why there is no PDF, and what there is. */
export const notPrinted = (over: string) =>
  `Printing this version takes too much ${over}. No PDF was made. Export it as Markdown, which is the text that is hashed.`;
