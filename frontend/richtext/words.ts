/** How long a text is: Chinese is counted by characters, other writing by words. */

const CHARACTERS_A_MINUTE = 300;
const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu;

export function countWords(text: string): number {
  const characters = text.match(HAN)?.length ?? 0;
  return characters + (text.replace(HAN, " ").match(WORD)?.length ?? 0);
}

/** As the server counts them: whole minutes, at least one, at so many characters a minute. */
export function readingMinutes(text: string): number {
  return Math.max(1, Math.ceil(text.replace(/\s+/g, "").length / CHARACTERS_A_MINUTE));
}
