/** Controls, line breaks, what reverses or hides text, and halves of letters: what a terminal obeys instead of showing. */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Words of a package that nobody vouches for, as one line that can only be read: a package must not write its own verdict. */
export const terminalLine = (text: string): string =>
  text.replace(obeyed, (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`);
