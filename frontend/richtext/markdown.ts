/** Whether pasted plain text was written as Markdown: several of its signs, or one that nobody types by accident. */
const SURE = [/^```/m, /^#{1,4} \S.*\n[\s\S]*^#{1,4} \S/m, /^\|.+\|\s*\n\|[ :|-]+\|\s*$/m];
const LIKELY = [/^#{1,4} \S/m, /^\s*[-*+] \S.*\n\s*[-*+] \S/m, /\*\*\S[^\n]*\S\*\*/, /\[[^\]\n]+\]\(\S+\)/, /^> \S/m];

export function looksLikeMarkdown(text: string): boolean {
  return SURE.some((sign) => sign.test(text)) || LIKELY.filter((sign) => sign.test(text)).length >= 2;
}
