// @ts-check
/** Names as the index writes them: frequent characters as one plain character, others as two. */
(function (parts) {
  const SINGLE = 66;
  const plain = /** @type {number[]} */ ([]);
  for (let code = 0x21; code < 0x7f; code++) if (code !== 0x22 && code !== 0x5c) plain.push(code);
  const digits = new Int16Array(128).fill(-1);
  plain.forEach(function (code, digit) { digits[code] = digit; });

  /** The lines of a text that is spelled with an alphabet. @param {string} text @param {string} alphabet @param {any} task */
  parts.readLines = async function (text, alphabet, task) {
    const characters = Array.from(alphabet), lines = /** @type {string[]} */ ([]);
    let line = "";
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at), digit = code < 128 ? digits[code] : -1;
      if (code === 10) {
        lines.push(line);
        line = "";
        if (lines.length % 500 === 0) await task.turn();
      } else if (digit < 0) line += text[at];
      else if (digit < SINGLE) line += characters[digit];
      else line += characters[SINGLE + (digit - SINGLE) * plain.length + digits[text.charCodeAt(++at)]];
    }
    lines.push(line);
    return lines;
  };
})(starcaseSearch.parts);
